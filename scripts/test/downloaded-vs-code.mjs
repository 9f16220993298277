/** How long VS Code's update service may take to answer before it counts as out of reach. */
const patienceMs = 5_000;

/** Whether VS Code itself can be downloaded and has a screen to start on. */
export async function canStartDownloadedVsCode() {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform === 'linux' && display === undefined && wayland === undefined) return false;
  try {
    const address = 'https://update.code.visualstudio.com/api/releases/stable';
    const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    // No way out, or too slow a way: the same as no download.
    return false;
  }
}
