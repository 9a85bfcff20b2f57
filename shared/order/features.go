package order

// Features are what a node gives an order's services beside resources, as bits. In a quote they bind the node; the market
// makes nothing of them.
type Features uint16

// The features. Each lets images run that start as root.
const (
	UserNS  Features = 1 << iota // in a user namespace: root inside is nobody on the machine
	Sandbox                      // in a runtime class with a kernel or a machine of its own
)

// Need is what of a node's features an order needs; empty: none.
type Need string

// The needs. Root is met by either feature, the others by just one.
const (
	NeedRoot    Need = "root"
	NeedUserNS  Need = "userns"
	NeedSandbox Need = "sandbox"
)

// Needs are all of them.
func Needs() []Need { return []Need{NeedRoot, NeedUserNS, NeedSandbox} }

// NeedsHelp says which needs there are.
const NeedsHelp = "root, userns, sandbox, or leave it out"

// Known reports whether a need is one of them, or none.
func (n Need) Known() bool { return n == "" || n.any() != 0 }

// Met reports whether features are enough for a need. One that is not known never is.
func (n Need) Met(f Features) bool { return n == "" || f&n.any() != 0 }

// Of is the one feature that a node with some promises for a need: where either would do, the one that costs no speed; 0:
// none, or the need is not met.
func (n Need) Of(f Features) Features {
	f &= n.any()
	return f & -f
}

// any are the features of which one is enough.
func (n Need) any() Features {
	switch n {
	case NeedRoot:
		return UserNS | Sandbox
	case NeedUserNS:
		return UserNS
	case NeedSandbox:
		return Sandbox
	}
	return 0
}

// Need is what has to be asked for to be promised features again; of several the first.
func (f Features) Need() Need {
	switch {
	case f&UserNS != 0:
		return NeedUserNS
	case f&Sandbox != 0:
		return NeedSandbox
	}
	return ""
}

// String has the features' names with commas between; none: "no".
func (f Features) String() string {
	switch f & (UserNS | Sandbox) {
	case UserNS:
		return "userns"
	case Sandbox:
		return "sandbox"
	case UserNS | Sandbox:
		return "userns, sandbox"
	}
	return "no"
}
