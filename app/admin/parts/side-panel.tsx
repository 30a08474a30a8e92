import { Drawer } from "@zendeskgarden/react-modals";
import type { ReactNode } from "react";
import styled from "styled-components";
import { useAdmin } from "../reader.ts";

const Wide = styled(Drawer)`
  width: min(600px, 100vw);
`;

interface SidePanelProps {
  readonly title: string;
  readonly close: () => void;
  /** `Drawer.FooterItem`s, the main one last. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** One thing beside the list that it is in. */
export function SidePanel({ title, close, footer, children }: SidePanelProps) {
  const { words } = useAdmin();
  return (
    <Wide isOpen onClose={close}>
      <Drawer.Header tag="h2">{title}</Drawer.Header>
      <Drawer.Body>{children}</Drawer.Body>
      {Boolean(footer) && <Drawer.Footer>{footer}</Drawer.Footer>}
      <Drawer.Close aria-label={words.close} />
    </Wide>
  );
}
