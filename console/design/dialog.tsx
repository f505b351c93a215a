import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { messages } from './messages.ts';
import { Failure } from './notice.tsx';

const say = words(messages);

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

/** Tells the dialog that its act is under way: what comes of it would be lost with the dialog. */
const Busy = createContext<(busy: boolean) => void>(() => undefined);

/** A question or a form in front of the work; Escape closes it, unless its act is under way, and focus returns. */
export function Dialog({ title, open, onClose, children, grave = false, once = false }: DialogProps) {
  const [busy, setBusy] = useState(false);
  return (
    <ModalOverlay
      className="scrim"
      isOpen={open}
      isDismissable={!grave && !busy}
      isKeyboardDismissDisabled={once || busy}
      onOpenChange={(next) => !next && onClose()}
    >
      <Modal className="dialog-box float">
        <AriaDialog className="dialog" role={grave ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" className="dialog-head">
            {title}
          </Heading>
          <Busy value={setBusy}>{children}</Busy>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface DialogFootProps {
  readonly act: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The end of a dialog: why its act failed, the way back, and the act. */
export function DialogFoot({ act, onClose, children }: DialogFootProps) {
  const setBusy = useContext(Busy);
  const { isPending } = act;
  useEffect(() => {
    setBusy(isPending);
    return () => setBusy(false);
  }, [isPending, setBusy]);
  return (
    <>
      {act.isError && <Failure error={act.error} />}
      <div className="dialog-acts">
        <Button isDisabled={isPending} onPress={onClose}>
          {say('design.cancel')}
        </Button>
        {children}
      </div>
    </>
  );
}
