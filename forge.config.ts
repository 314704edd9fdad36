import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';

const config: ForgeConfig = {
  packagerConfig: {
    asar: true,
    name: 'Osiscope',
    executableName: 'osiscope',
    appBundleId: 'org.osiscope.app',
    appCategoryType: 'public.app-category.developer-tools',
  },
  // The native package cap is not part of the application, which captures with dumpcap or tcpdump.
  rebuildConfig: { onlyModules: [] },
  makers: [
    new MakerZIP({}),
    new MakerDeb({
      options: {
        bin: 'osiscope',
        icon: 'electron/icon.png',
        categories: ['Network', 'Development'],
        section: 'net',
        recommends: ['tcpdump'],
        mimeType: ['application/vnd.tcpdump.pcap', 'application/x-pcapng'],
      },
    }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main.ts', config: 'tools/vite/main.config.ts', target: 'main' },
        { entry: 'electron/preload.ts', config: 'tools/vite/preload.config.ts', target: 'preload' },
        { entry: 'capture/hosts/electron-process.ts', config: 'tools/vite/capture-process.config.ts', target: 'main' },
      ],
      renderer: [{ name: 'window', config: 'tools/vite/renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
