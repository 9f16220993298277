/** A package of ready-made llama.cpp binaries, by its name under `@node-llama-cpp/`. */
export interface EnginePlatform {
  readonly name: string;
  /** Whether its binaries use a graphics processor. */
  readonly gpu: 'auto' | false;
}

/** The packages that node-llama-cpp publishes, one for each pair of system and processor. */
const platforms: Readonly<Record<string, EnginePlatform>> = {
  'linux x64': { name: 'linux-x64', gpu: false },
  'linux arm64': { name: 'linux-arm64', gpu: false },
  'linux arm': { name: 'linux-armv7l', gpu: false },
  'linux riscv64': { name: 'linux-riscv64', gpu: false },
  'darwin arm64': { name: 'mac-arm64-metal', gpu: 'auto' },
  'darwin x64': { name: 'mac-x64', gpu: false },
  'win32 x64': { name: 'win-x64', gpu: false },
  'win32 arm64': { name: 'win-arm64', gpu: false },
};

/** The package for a machine; null where there is none. */
export function enginePlatform(system: string, processor: string): EnginePlatform | null {
  return platforms[`${system} ${processor}`] ?? null;
}
