// A form with data-sure="id" asks in that dialog first; the dialog's own form then goes where it would have gone.

document.addEventListener("submit", (event) => {
  const id = event.target.dataset.sure;
  if (!id) return;
  event.preventDefault();
  const dialog = document.getElementById(id);
  dialog.querySelector("form").action = event.target.action;
  dialog.showModal();
});
