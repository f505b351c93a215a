import type { ReactNode } from 'react';
import { Checkbox, type CheckboxProps } from 'react-aria-components/Checkbox';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Icon } from './icon.tsx';

/** A box to tick, with its sentence. */
export function Tick({
  children,
  ...rest
}: Omit<CheckboxProps, 'children'> & { readonly children: ReactNode }) {
  return (
    <Checkbox className="choice" {...rest}>
      <span className="choice-mark">
        <Icon name="check" size={14} />
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly help?: string;
}

interface OneOfProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function OneOf<Value extends string>({ label, value, options, onChange }: OneOfProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup className="one-of" value={value} onChange={choose}>
      <Label className="label">{label}</Label>
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="choice">
          <span className="choice-mark" data-round="">
            <Icon name="check" size={14} />
          </span>
          <span>
            {option.label}
            {option.help && <span className="quiet block">{option.help}</span>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
