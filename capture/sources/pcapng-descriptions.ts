import type { Section } from './capture-details.ts';
import { type CaptureInterface, pseudoLinkType } from './frame-sink.ts';
import { option } from './pcapng-format.ts';
import type { OptionCursor } from './pcapng-options.ts';
import { MOST_TEXT } from './record-limits.ts';
import { timeDigits } from './tick-clock.ts';

/** Bounds the text that descriptions keep in memory: once used up, further texts come out empty. */
export class TextBudget {
  #left = MOST_TEXT;

  take(options: OptionCursor): string {
    if (options.length > this.#left) return '';
    this.#left -= options.length;
    return options.text();
  }
}

/** Reads the options of a Section Header Block. */
export function describeSection(
  options: OptionCursor,
  number: number,
  littleEndian: boolean,
  framesBefore: number,
  texts: TextBudget,
): Section {
  const comments: string[] = [];
  let hardware = '';
  let operatingSystem = '';
  let application = '';
  while (options.next()) {
    if (options.code === option.comment) comments.push(texts.take(options));
    else if (options.code === option.hardware) hardware = texts.take(options);
    else if (options.code === option.operatingSystem) operatingSystem = texts.take(options);
    else if (options.code === option.application) application = texts.take(options);
  }
  return { number, littleEndian, framesBefore, hardware, operatingSystem, application, comments };
}

/** Reads the options of an Interface Description Block. */
export function describeInterface(
  linkType: number,
  snapLength: number,
  options: OptionCursor,
  place: { id: number; section: number; number: number },
  texts: TextBudget,
): CaptureInterface {
  const comments: string[] = [];
  let name = '';
  let description = '';
  let filter = '';
  let operatingSystem = '';
  let hardware = '';
  let timeResolution = 6;
  let timeOffset = 0;
  let fcsLength = -1;
  let speed = 0;
  while (options.next()) {
    switch (options.code) {
      case option.comment:
        comments.push(texts.take(options));
        break;
      case option.interfaceName:
        name = texts.take(options);
        break;
      case option.interfaceDescription:
        description = texts.take(options);
        break;
      case option.interfaceSpeed:
        speed = Number(options.unsigned64() ?? 0n);
        break;
      case option.timeResolution:
        timeResolution = options.unsigned(1) ?? timeResolution;
        break;
      case option.interfaceFilter:
        // The first byte tells the kind of filter; 0 is a libpcap expression.
        if (options.length > 1 && options.bytes()[0] === 0) filter = texts.take(options).slice(1);
        break;
      case option.interfaceOperatingSystem:
        operatingSystem = texts.take(options);
        break;
      case option.fcsLength:
        fcsLength = options.unsigned(1) ?? fcsLength;
        break;
      case option.timeOffset:
        timeOffset = Number(options.signed64() ?? 0n);
        break;
      case option.interfaceHardware:
        hardware = texts.take(options);
        break;
    }
  }
  return {
    ...place,
    linkType,
    name,
    description,
    snapLength,
    timeDigits: timeDigits(timeResolution),
    timeResolution,
    timeOffset,
    fcsLength,
    speed,
    filter,
    operatingSystem,
    hardware,
    comments,
  };
}

/** The interface to which records that are no packets belong. */
export function pseudoInterface(id: number, section: number, linkType: number): CaptureInterface {
  return {
    id,
    section,
    number: -1,
    linkType,
    name: '',
    description: linkType === pseudoLinkType.customBlock ? 'pcapng custom blocks' : 'systemd journal',
    snapLength: 0,
    timeDigits: 0,
    timeResolution: 6,
    timeOffset: 0,
    fcsLength: -1,
    speed: 0,
    filter: '',
    operatingSystem: '',
    hardware: '',
    comments: [],
  };
}
