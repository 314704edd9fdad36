/** Names of the messages between the main process and the preload script. */
export const messages = {
  toMain: {
    connect: 'osiscope:connect',
    chooseFiles: 'osiscope:choose-files',
    chooseSavePath: 'osiscope:choose-save-path',
    menuState: 'osiscope:menu-state',
    unsaved: 'osiscope:unsaved',
    closeWindow: 'osiscope:close-window',
    restartCaptureProcess: 'osiscope:restart-capture-process',
    readyForFiles: 'osiscope:ready-for-files',
  },
  toWindow: {
    port: 'osiscope:port',
    command: 'osiscope:command',
    openFiles: 'osiscope:open-files',
    captureProcess: 'osiscope:capture-process',
  },
} as const;

/** Given to the preload script among its process arguments, which is all a sandboxed one can read at once. */
export const versionArgument = '--osiscope-version=';
