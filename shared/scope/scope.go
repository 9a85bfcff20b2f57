// Package scope says what an access key, or a token that was got by one, may do with the orders that it is for. It
// compiles to WASM: the page asks for scopes, the wallet shows them, the gateway holds requests to them.
package scope

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"strings"
)

// Set is any number of scopes. The zero value allows nothing.
type Set uint8

// The scopes.
const (
	Read    Set = 1 << iota // see the deployment, its logs, use and revisions, and open its services
	Operate                 // stop, start and restart
	Deploy                  // sign deployments, and check manifests
	Shell                   // a shell, and forwards to the services' ports
	Share                   // share links, visibility, visitors, domains
	Data                    // what is on disks: snapshots, downloads, restores
	Health                  // hear whether all runs, and nothing else: for a platform that tells its user when something dies

	// All is every scope of a user's own. Health is none: who may read sees more.
	All = Read | Operate | Deploy | Shell | Share | Data
)

var names = [...]string{"read", "operate", "deploy", "shell", "share", "data", "health"}

// Has reports whether all of want are in s.
func (s Set) Has(want Set) bool { return s&want == want }

// Names are the scopes' names, in the one order that they have.
func (s Set) Names() []string {
	all := make([]string, 0, bits.OnesCount8(uint8(s)))
	for i, n := range names {
		if s.Has(1 << i) {
			all = append(all, n)
		}
	}
	return all
}

// String is the names joined by commas, as it is signed: "read,deploy".
func (s Set) String() string { return strings.Join(s.Names(), ",") }

// Of makes a set of names. Each stands once, in any order.
func Of(list ...string) (Set, error) {
	var s Set
	for _, n := range list {
		one := named(n)
		if one == 0 {
			return 0, fmt.Errorf("scope %.20q: must be %s", n, strings.Join(names[:], ", "))
		}
		if s.Has(one) {
			return 0, fmt.Errorf("scope %q stands twice", n)
		}
		s |= one
	}
	return s, nil
}

func named(n string) Set {
	for i := range names {
		if names[i] == n {
			return 1 << i
		}
	}
	return 0
}

// MarshalJSON gives a list of names.
func (s Set) MarshalJSON() ([]byte, error) { return json.Marshal(s.Names()) }

// UnmarshalJSON reads a list of names.
func (s *Set) UnmarshalJSON(raw []byte) error {
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return err
	}
	all, err := Of(list...)
	if err == nil {
		*s = all
	}
	return err
}
