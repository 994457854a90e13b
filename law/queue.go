package law

import "recourse/complaint"

// Queues are the two offices between which the cases are shared out (rulebook,
// section 14; N-SV): eu for residents to whom the path is open, us for all others.
var Queues = complaint.Vocabulary{contacts[true].Queue, contacts[false].Queue}

// Queue names the office that holds the case. It can change with the pack.
func (c *Case) Queue() string { return c.Contact().Queue }
