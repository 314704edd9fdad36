import { ShowBytesDialog } from '../bytes/ShowBytesDialog.tsx';
import { OptionsDialog } from '../capture/OptionsDialog.tsx';
import { ColoringDialog } from '../coloring/ColoringDialog.tsx';
import { DecodeAsDialog } from '../decoding/DecodeAsDialog.tsx';
import { EnabledProtocolsDialog } from '../decoding/EnabledProtocolsDialog.tsx';
import { CommentDialog } from '../edits/CommentDialog.tsx';
import { TimeShiftDialog } from '../edits/TimeShiftDialog.tsx';
import { MergeDialog } from '../files/MergeDialog.tsx';
import { OpenFileDialog } from '../files/OpenFileDialog.tsx';
import { PropertiesDialog } from '../files/PropertiesDialog.tsx';
import { SaveDialog } from '../files/SaveDialog.tsx';
import { UnsavedDialog } from '../files/UnsavedDialog.tsx';
import { DisplayFiltersDialog } from '../filter/DisplayFiltersDialog.tsx';
import { FilterMacrosDialog } from '../filter/FilterMacrosDialog.tsx';
import { AboutDialog } from '../help/AboutDialog.tsx';
import { GuideDialog } from '../help/GuideDialog.tsx';
import { KeysDialog } from '../help/KeysDialog.tsx';
import { PreferencesDialog } from '../preferences/PreferencesDialog.tsx';
import { ProfilesDialog } from '../profiles/ProfilesDialog.tsx';
import { ProgramOptionsDialog } from '../session/ProgramOptionsDialog.tsx';
import { LongCopyDialog } from '../streams/LongCopyDialog.tsx';
import { SaveStreamDialog } from '../streams/SaveStreamDialog.tsx';
import { type ShownDialog, useDialogs } from './dialogs.ts';

/** The dialogs that are open. */
export function Dialogs() {
  const shown = useDialogs((s) => s.shown);
  return shown.map((dialog) => <Dialog key={dialog.id} {...dialog} />);
}

function Dialog({ request, close: answer }: ShownDialog) {
  const close = (): void => answer();
  switch (request.kind) {
    case 'about':
      return <AboutDialog close={close} />;
    case 'capture-options':
      return <OptionsDialog close={close} />;
    case 'coloring':
      return <ColoringDialog close={close} />;
    case 'comment':
      return <CommentDialog frame={request.frame} comments={request.comments} close={answer} />;
    case 'decode-as':
      return <DecodeAsDialog suggested={request.suggested} close={close} />;
    case 'enabled-protocols':
      return <EnabledProtocolsDialog close={close} />;
    case 'time-shift':
      return <TimeShiftDialog capture={request.capture} shift={request.shift} close={close} />;
    case 'show-bytes':
      return (
        <ShowBytesDialog
          title={request.title}
          bytes={request.bytes}
          offset={request.offset}
          format={request.format}
          close={close}
        />
      );
    case 'long-copy':
      return <LongCopyDialog most={request.most} close={answer} />;
    case 'merge':
      return <MergeDialog close={close} />;
    case 'preferences':
      return <PreferencesDialog close={close} />;
    case 'profiles':
      return <ProfilesDialog close={close} />;
    case 'program-options':
      return <ProgramOptionsDialog program={request.program} close={close} />;
    case 'display-filters':
      return <DisplayFiltersDialog adding={request.adding} close={close} />;
    case 'filter-macros':
      return <FilterMacrosDialog close={close} />;
    case 'guide':
      return <GuideDialog close={close} />;
    case 'keys':
      return <KeysDialog close={close} />;
    case 'open-file':
      return <OpenFileDialog name={request.name} close={close} />;
    case 'properties':
      return <PropertiesDialog capture={request.capture} close={close} />;
    case 'save':
      return <SaveDialog capture={request.capture} packets={request.packets} close={answer} />;
    case 'save-stream':
      return (
        <SaveStreamDialog state={request.state} form={request.form} direction={request.direction} close={answer} />
      );
    case 'unsaved':
      return <UnsavedDialog capture={request.capture} doing={request.doing} close={answer} />;
  }
}
