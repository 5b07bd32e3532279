/** Units that may follow a number, with or without a space: `21.5C`, `21.5 °C`, `50%`, `3.3 V`. */
const units = [
  ...['%', '°', '°C', '°F', 'C', 'F', 'K', 'deg', 'rad'],
  ...['V', 'mV', 'µV', 'uV', 'A', 'mA', 'µA', 'uA', 'W', 'mW', 'Wh', 'mAh', 'Ohm', 'ohm', 'Ω', 'kΩ', 'MΩ'],
  ...['Hz', 'kHz', 'MHz', 'rpm', 'bpm', 'fps', 'h', 'min', 's', 'ms', 'µs', 'us', 'ns'],
  ...[
    'km',
    'm',
    'cm',
    'mm',
    'in',
    'ft',
    'm/s',
    'm/s²',
    'm/s^2',
    'm/s2',
    'km/h',
    'mph',
    '°/s',
    'deg/s',
    'dps',
  ],
  ...['Pa', 'hPa', 'kPa', 'bar', 'mbar', 'psi', 'kg', 'g', 'mg', 'N', 'L', 'l', 'mL', 'ml'],
  ...['lx', 'lux', 'dB', 'dBm', 'ppm', 'ppb', 'µT', 'uT', 'mT', 'G', 'B', 'KB', 'MB', 'px'],
];

/** The units as one alternative of a regular expression, the longest first. */
export const unitPattern = [...units]
  .sort((one, other) => other.length - one.length)
  .map((unit) => unit.replace('^', '\\^'))
  .join('|');
