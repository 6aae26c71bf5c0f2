/** Opens the hand-over of one case to another branch. */
import { Button } from 'antd';
import { useState } from 'react';
import { HandOverDialog, type HandOverProps } from './hand-over-dialog.tsx';

export function HandOverButton({ item }: Pick<HandOverProps, 'item'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={`移交网点：${item.number}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        移交
      </Button>
      <HandOverDialog
        item={item}
        open={open}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}
