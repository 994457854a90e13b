package workflows

// Changes of the path, oldest first. A change that alters the commands of a
// running case is guarded by workflow.GetVersion under a name that is listed
// here with its release and reason; when every open case has been renewed past
// it, the old branch goes and its entry stays.
//
// The law runs within the workflow. A row of its table that allows less than
// before, or that starts or stops another clock, is such a change, and so is a
// period or a ladder that changes without a new version of its pack. TestReplay
// tells.
//
// Release 1: none yet.
