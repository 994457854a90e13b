package page

// Keeping says how long a case is kept, or that it is erased, and by which rule.
type Keeping struct {
	Says []string // sentences
	Rule string   // where they come from; "" where they say so themselves
	Gone bool     // what the person wrote is destroyed
}
