// A camera and a microphone for a letter: pictures and voice stay in memory until the form takes them along.
"use strict";

{
  const put = (input, list) => {
    const carrier = new DataTransfer();
    for (const one of list) carrier.items.add(one);
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const stop = (stream) => stream?.getTracks().forEach((track) => track.stop());
  const can = Boolean(window.isSecureContext && navigator.mediaDevices);

  // ---- photographs by the camera of the panel ----
  const place = document.querySelector("[data-photos='camera']");
  if (place && can) {
    const input = place.querySelector("input");
    const list = place.querySelector("[data-taken]");
    const open = place.querySelector("[data-camera]");
    const dialog = document.getElementById("camera");
    const video = dialog.querySelector("video");
    const shutter = dialog.querySelector("[data-take]");
    const taken = [];
    let stream = null;

    const draw = () => {
      list.replaceChildren(...taken.map(({ canvas }, number) => {
        const item = document.createElement("li");
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "btn";
        drop.textContent = place.dataset.drop;
        drop.setAttribute("aria-label", `${place.dataset.drop} ${place.dataset.name} ${number + 1}`);
        drop.addEventListener("click", () => { taken.splice(number, 1); draw(); });
        item.append(canvas, drop);
        return item;
      }));
      open.disabled = taken.length >= Number(place.dataset.most);
      put(input, taken.map(({ file }) => file));
    };
    const shut = () => { stop(stream); stream = null; video.srcObject = null; if (dialog.open) dialog.close(); };
    const take = () => {
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      canvas.getContext("2d").drawImage(video, 0, 0);
      canvas.toBlob((blob) => {
        taken.push({ canvas, file: new File([blob], `photo${taken.length + 1}.jpg`, { type: "image/jpeg" }) });
        draw();
        shut();
      }, "image/jpeg", 0.88);
    };
    open.hidden = false;
    open.addEventListener("click", async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1920 }, facingMode: "environment" } });
        video.srcObject = stream;
        shutter.disabled = true;
        dialog.showModal();
        await video.play();
        shutter.disabled = false;
      } catch {
        shut();
        open.replaceWith(place.dataset.failed);
      }
    });
    shutter.addEventListener("click", take);
    dialog.querySelector("[data-shut]").addEventListener("click", shut);
    dialog.addEventListener("close", shut);
    addEventListener("pagehide", () => { shut(); taken.length = 0; list.replaceChildren(); });
  }

  // ---- voice ----
  const voice = document.querySelector("[data-voice]");
  const KIND = "audio/webm;codecs=opus";
  if (voice && can && window.MediaRecorder?.isTypeSupported(KIND)) {
    const input = voice.querySelector("input");
    const [record, play, drop] = ["record", "play", "drop"].map((name) => voice.querySelector(`[data-${name}]`));
    const timer = voice.querySelector("[data-timer]");
    const longest = Number(voice.dataset.longest);
    let recorder = null;
    let ticking = 0;
    let sound = null;

    const tell = (seconds) => { timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`; };
    const label = (on) => {
      record.setAttribute("aria-pressed", String(on));
      record.querySelector("span").textContent = on ? record.dataset.stop : record.dataset.start;
    };
    const keep = (pieces) => {
      put(input, pieces.length ? [new File(pieces, "voice.webm", { type: "audio/webm" })] : []);
      play.disabled = drop.disabled = !pieces.length;
      if (!pieces.length) tell(0);
    };
    const end = () => { if (recorder?.state === "recording") recorder.stop(); };
    const begin = async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const pieces = [];
      let seconds = 0;
      keep([]);
      recorder = new MediaRecorder(stream, { mimeType: KIND, audioBitsPerSecond: 24_000 });
      recorder.addEventListener("dataavailable", (event) => { if (event.data.size) pieces.push(event.data); });
      recorder.addEventListener("stop", () => { clearInterval(ticking); stop(stream); label(false); keep(pieces); });
      recorder.start();
      label(true);
      ticking = setInterval(() => {
        tell(++seconds);
        document.dispatchEvent(new Event("input"));  // somebody is there: they speak
        if (seconds >= longest) end();
      }, 1000);
    };
    voice.hidden = false;
    record.addEventListener("click", () => {
      if (recorder?.state === "recording") end();
      else begin().catch(() => { voice.replaceChildren(voice.dataset.failed); });
    });
    drop.addEventListener("click", () => keep([]));
    play.addEventListener("click", async () => {
      sound?.close();
      sound = new AudioContext();
      const source = sound.createBufferSource();
      source.buffer = await sound.decodeAudioData(await input.files[0].arrayBuffer());
      source.connect(sound.destination);
      source.start();
    });
    addEventListener("pagehide", () => { end(); sound?.close(); input.value = ""; });
  }
}
