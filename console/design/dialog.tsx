import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** For acts that cannot be taken back: a click beside the dialog does not close it. */
  readonly grave?: boolean;
  /** For what is shown this once: Escape does not close it either. */
  readonly once?: boolean;
}

/** A question or a form in front of the work; Escape closes it and focus returns. */
export function Dialog({ title, open, onClose, children, grave = false, once = false }: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={open}
      isDismissable={!grave}
      isKeyboardDismissDisabled={once}
      onOpenChange={(next) => !next && onClose()}
    >
      <Modal className="dialog-box float">
        <AriaDialog className="dialog" role={grave ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" className="dialog-head">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
