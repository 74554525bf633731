import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  readonly kind?: 'main' | 'danger' | 'quiet' | 'plain';
  readonly size?: 'small' | 'usual';
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** Where the words alone do not say what of. */
  readonly label?: string;
  /** Why it is disabled, or what it does. */
  readonly title?: string;
}

export const Button = (props: ButtonProps) => (
  <button
    type={props.type ?? 'button'}
    class={`button ${props.kind ?? 'plain'} ${props.size === 'small' ? 'small' : ''}`}
    disabled={props.isDisabled === true}
    {...(props.label === undefined ? {} : { 'aria-label': props.label })}
    {...(props.title === undefined ? {} : { title: props.title })}
    onClick={() => props.onClick?.()}
  >
    {props.children}
  </button>
);
