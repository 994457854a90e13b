package workflows

// Changes of the path, oldest first. A change that alters the commands of a
// running case is guarded by workflow.GetVersion under a name that is listed
// here with its release and reason; when every open case has been renewed past
// it, the old branch goes and its entry stays.
//
// Release 1: none yet.
