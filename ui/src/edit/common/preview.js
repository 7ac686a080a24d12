/** The map of what is being typed, composed by the server and shown in a frame. */
import { frame } from "./frame.js";

/**
 * Ask for the address of a preview; empty where nothing can be shown, or nobody answers.
 * @param {string} url
 * @param {any} body
 * @returns {Promise<string>}
 */
export async function previewAddress(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Edit-Token": frame.token },
      body: JSON.stringify(body),
    });
    return response.ok ? (await response.json()).href : "";
  } catch {
    return ""; // the state of the room says that the server does not answer
  }
}
