package order

import "testing"

func TestNeeds(t *testing.T) {
	both := UserNS | Sandbox
	for _, c := range []struct {
		need  Need
		has   Features
		met   bool
		gives Features
	}{
		{"", 0, true, 0},
		{"", both, true, 0},
		{NeedRoot, 0, false, 0},
		{NeedRoot, UserNS, true, UserNS},
		{NeedRoot, Sandbox, true, Sandbox},
		{NeedRoot, both, true, UserNS},
		{NeedUserNS, Sandbox, false, 0},
		{NeedUserNS, both, true, UserNS},
		{NeedSandbox, UserNS, false, 0},
		{NeedSandbox, both, true, Sandbox},
		{NeedRoot, 1 << 15, false, 0},
		{"gpu", both, false, 0},
	} {
		if got, gives := c.need.Met(c.has), c.need.Of(c.has); got != c.met || gives != c.gives {
			t.Errorf("%q of %s: got %v, %s", c.need, c.has, got, gives)
		}
		// What was promised for a need is asked for again by the need that it comes back as.
		if f := c.need.Of(c.has); f.Need().Of(both) != f {
			t.Errorf("%s comes back as %q", f, f.Need())
		}
	}
	for _, n := range append(Needs(), "") {
		if !n.Known() {
			t.Errorf("%q is not known", n)
		}
	}
	if Need("gpu").Known() || Need("no").Known() {
		t.Error("what is no need is known")
	}
}
