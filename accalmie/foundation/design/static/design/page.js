/** What every page does when scripts run: nothing here is needed for a page to work. */
import { forgetDrafts, keepDrafts } from "./keep-draft.js";
import { focusErrors } from "./focus-errors.js";
import { keepHelpOffline } from "./offline-help.js";
import { leaveQuickly } from "./leave-quickly.js";
import { sendOnce } from "./send-once.js";
import { noDrafts } from "./no-drafts.js";

leaveQuickly(document);
keepHelpOffline();
focusErrors(document);
sendOnce(document);
noDrafts(document, forgetDrafts);
if (document.body.hasAttribute("data-forget-drafts")) forgetDrafts();
else keepDrafts(document);
