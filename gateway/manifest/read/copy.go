package read

import (
	"slices"
)

// Drop takes an entry out of a map.
func (n *Node) Drop(key string) {
	if i := slices.Index(n.Keys, key); i >= 0 {
		n.Keys, n.Items = slices.Delete(slices.Clone(n.Keys), i, i+1), slices.Delete(slices.Clone(n.Items), i, i+1)
	}
}

// Copied is a tree of its own: each service fills its variables in for itself.
func (n *Node) Copied() *Node {
	c := *n
	c.Items = make([]*Node, len(n.Items))
	for i, x := range n.Items {
		c.Items[i] = x.Copied()
	}
	return &c
}

// Size is how many nodes a tree has.
func (n *Node) Size() int {
	all := 1
	for _, x := range n.Items {
		all += x.Size()
	}
	return all
}

// In marks a tree as one that stands in another file.
func (n *Node) In(file string) {
	n.File = file
	for _, x := range n.Items {
		x.In(file)
	}
}
