/** The Hugging Face hub, or what HF_ENDPOINT names instead: what it has, and its files by ranges of bytes. */
export { type Hub, type HubEntry, HubError, type HubFile, type HubListing, openHub } from './hub.ts';
export { homeFolder, hubHome, readIfThere } from './places.ts';
