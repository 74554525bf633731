export type Palette = (name: string, opacity?: number) => string;

/** Colours of the theme as a canvas takes them: what `var(--name)` comes to at this place, now. */
export function paletteOf(box: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  box.append(probe);
  const found = new Map<string, string>();
  return (name, opacity = 1) => {
    const key = `${name} ${opacity}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    probe.style.color = `color-mix(in srgb, var(--${name}) ${opacity * 100}%, transparent)`;
    if (!probe.isConnected) box.append(probe);
    const color = getComputedStyle(probe).color;
    probe.remove();
    found.set(key, color);
    return color;
  };
}
