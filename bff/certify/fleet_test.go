package certify

import (
	"slices"
	"sync"

	"berth/bff/catalogue"
	"berth/shared/eth"
	"berth/shared/wire"
)

// fleet are nodes whose changes are told at once.
type fleet struct {
	mu     sync.Mutex
	nodes  []*wire.Node // the newest of each; replaced, never changed
	at     map[eth.Address]int
	told   map[eth.Address]wire.Certification
	tells  int
	change catalogue.Change
}

func newFleet() *fleet {
	return &fleet{at: map[eth.Address]int{}, told: map[eth.Address]wire.Certification{}}
}

// put has nodes be so from now on.
func (f *fleet) put(all ...wire.Node) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, n := range all {
		if i, there := f.at[n.Address]; there {
			f.nodes[i] = &n
		} else {
			f.at[n.Address] = len(f.nodes)
			f.nodes = append(f.nodes, &n)
		}
		f.changed(n.Address)
	}
}

func (f *fleet) changed(a eth.Address) {
	if f.change.Nodes == nil {
		f.change.Nodes = map[eth.Address]bool{}
	}
	f.change.Nodes[a] = true
}

// drop has a node be gone.
func (f *fleet) drop(a eth.Address) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := f.at[a]
	f.nodes = slices.Delete(f.nodes, i, i+1)
	delete(f.at, a)
	for k := i; k < len(f.nodes); k++ {
		f.at[f.nodes[k].Address] = k
	}
	f.changed(a)
}

func (f *fleet) All() []*wire.Node {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.nodes)
}

func (f *fleet) Node(a eth.Address) (wire.Node, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, ok := f.at[a]
	if !ok {
		return wire.Node{}, false
	}
	return *f.nodes[i], true
}

func (f *fleet) SetCertification(a eth.Address, c wire.Certification) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.told[a] = c
	f.tells++
}

func (f *fleet) level(a eth.Address) wire.Level {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.told[a].Level
}

// count is how often anything was told.
func (f *fleet) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tells
}

func (f *fleet) watch() Changes { return f }

// Take implements Changes.
func (f *fleet) Take() catalogue.Change {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.change
	f.change = catalogue.Change{}
	return c
}

// Close implements Changes.
func (f *fleet) Close() {}
