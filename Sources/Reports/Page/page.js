
// Search in the transcripts. Without it the page loses nothing but this box.
(() => {
  const box = document.getElementById("q");
  if (!box) return;
  const hits = document.getElementById("hits");
  document.getElementById("qw").hidden = false;
  const chat = document.getElementById("chat");
  const messages = [...chat.querySelectorAll(".msg")];
  const days = [...chat.querySelectorAll(".day")];
  const blocks = [...chat.querySelectorAll("details.block")];
  let texts = null;
  let wait = 0;
  const search = () => {
    const words = box.value.trim().toLocaleLowerCase();
    texts ??= messages.map((message) => message.textContent.toLocaleLowerCase());
    let count = 0;
    const found = new Set();
    messages.forEach((message, index) => {
      const isHit = !words || texts[index].includes(words);
      message.hidden = !isHit;
      if (isHit && words) {
        count += 1;
        found.add(message.parentNode);
      }
    });
    for (const day of days) day.hidden = !!words;
    blocks.forEach((block, index) => {
      block.hidden = !!words && !found.has(block);
      block.open = words ? found.has(block) : !block.querySelector("summary").textContent;
    });
    hits.textContent = words ? count + (count === 1 ? " message" : " messages") : "";
  };
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(search, messages.length > 2000 ? 150 : 0);
  });
})();
