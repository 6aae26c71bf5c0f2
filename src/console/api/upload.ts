/** Uploads one file with its progress; the server judges what it is by its content. */
import { changing, read, type Schemas } from './client.ts';

interface Upload {
  readonly file: Blob;
  readonly kind: string;
  /** One key for one file, kept for a repeat. */
  readonly key: string;
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** @throws ProblemError */
export function uploadFile(upload: Upload): Promise<Schemas['UploadedFile']> {
  return read<Schemas['UploadedFile']>(sent(upload));
}

/** XMLHttpRequest, because fetch does not tell how much has left. */
async function sent({ file, kind, key, onProgress, signal }: Upload) {
  const request = new XMLHttpRequest();
  request.open('POST', `/api/v1/files?kind=${encodeURIComponent(kind)}`);
  request.setRequestHeader('Content-Type', typeOf(file));
  for (const [name, value] of Object.entries(changing(key))) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => {
    if (total > 0) onProgress(loaded / total);
  };
  signal.addEventListener('abort', () => {
    request.abort();
  });
  await new Promise((resolve, reject) => {
    request.onload = resolve;
    request.onerror = () => {
      reject(new Error('no answer'));
    };
    request.onabort = request.onerror;
    request.send(file);
  });
  const body: unknown = parsed(request.responseText);
  const response = new Response(null, { status: request.status });
  return response.ok
    ? { data: body as Schemas['UploadedFile'], response }
    : { error: body, response };
}

/** The route takes three kinds; which one it is, the server finds out by looking. */
function typeOf({ type }: Blob): string {
  return ['application/pdf', 'image/jpeg', 'image/png'].includes(type) ? type : 'image/png';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
