import { type DragEvent, useState } from "react";
import styled from "styled-components";
import { Icon } from "../../icons.tsx";
import { ink } from "../../paint.ts";

const Frame = styled.label<{ readonly $over: boolean }>`
  position: relative;
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 10px;
  min-height: 80px;
  padding: 16px;
  border: 1px dashed ${({ $over, theme }) => ink($over ? "border.primaryEmphasis" : "border.emphasis")({ theme })};
  border-radius: 8px;
  color: ${ink("foreground.primary")};
  text-align: center;
  cursor: pointer;

  &:hover {
    background: ${ink("background.recessed")};
  }
  &:focus-within {
    outline: 2px solid ${ink("border.primaryEmphasis")};
    outline-offset: 2px;
  }
  /* The frame says what it is, and shows where the focus is. */
  & > input {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }
`;

interface FilePickerProps {
  readonly label: string;
  readonly accept: string;
  readonly picked: (file: File) => void;
}

/** A file by the browser's own dialog, or dropped here. It is read in the browser only. */
export function FilePicker({ label, accept, picked }: FilePickerProps) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) picked(file);
  };
  return (
    <Frame
      $over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="up" />
      {label}
      <input
        type="file"
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) picked(file);
          target.value = "";
        }}
      />
    </Frame>
  );
}
