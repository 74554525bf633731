import { Button } from './button.tsx';
import { toast } from './toasts.tsx';

/** A command to run elsewhere, shown whole and copied with one click. */
export const Command = ({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) => (
  <div class="command">
    <code>{text}</code>
    <Button
      size="small"
      label={`${label}: ${text}`}
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => toast('Copied.'),
          () => toast('The browser did not allow copying; select the text instead.', 'warning'),
        );
      }}
    >
      {label}
    </Button>
  </div>
);
