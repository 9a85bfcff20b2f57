package compose

import (
	"strings"

	"berth/gateway/manifest/read"
)

// over is a service laid over the one that it extends, as the specification merges them
// (https://github.com/compose-spec/compose-spec/blob/main/13-merge.md): maps key by key, lists one behind the other, what
// names the same place in a service replaced, commands as a whole.
func over(base, top *read.Node, key string) *read.Node {
	switch {
	case top.Null():
		return base
	case base.Null():
		return top
	}
	base, top = pairs(base, key), pairs(top, key)
	switch {
	case base.Kind != top.Kind || base.Kind == read.Scalar || key == "command" || key == "entrypoint" || key == "test":
		return top
	case base.Kind == read.List:
		n := &read.Node{Kind: read.List, Line: top.Line, File: top.File}
		for _, x := range base.Items {
			replaced := false
			for _, y := range top.Items {
				id := identity(x, key)
				replaced = replaced || id != "" && id == identity(y, key)
			}
			if !replaced {
				n.Items = append(n.Items, x)
			}
		}
		n.Items = append(n.Items, top.Items...)
		return n
	}
	n := &read.Node{Kind: read.Dict, Line: top.Line, File: top.File}
	for i, k := range base.Keys {
		x := base.Items[i]
		if y := top.Get(k); y != nil {
			x = over(x, y, k)
		}
		n.Keys, n.Items = append(n.Keys, k), append(n.Items, x)
	}
	for i, k := range top.Keys {
		if base.Get(k) == nil {
			n.Keys, n.Items = append(n.Keys, k), append(n.Items, top.Items[i])
		}
	}
	return n
}

// pairs makes a map of what can be written as a list of NAME=value, too, and a list of what can be written without one.
func pairs(n *read.Node, key string) *read.Node {
	if n.Kind == read.Scalar && (key == "env_file" || key == "tmpfs") {
		return &read.Node{Kind: read.List, Line: n.Line, File: n.File, Items: []*read.Node{n}}
	}
	if n.Kind != read.List || key != "environment" && key != "labels" && key != "depends_on" && key != "networks" {
		return n
	}
	m := &read.Node{Kind: read.Dict, Line: n.Line, File: n.File}
	have := map[string]int{}
	for _, x := range n.Items {
		name, value, set := strings.Cut(x.Text, "=")
		y := *x
		if y.Text = value; !set {
			y.Tag, y.Plain = "!!null", true
		} else {
			y.Tag, y.Plain = "!!str", false
		}
		if i, ok := have[name]; ok {
			m.Items[i] = &y
			continue
		}
		have[name] = len(m.Items)
		m.Keys, m.Items = append(m.Keys, name), append(m.Items, &y)
	}
	return m
}

// identity is what an element of a list is known by, when lists are laid over one another. Empty: by nothing.
func identity(n *read.Node, key string) string {
	if n.Kind == read.Dict {
		if t := n.Get("target"); t != nil {
			return t.Text + "/" + key
		}
		return ""
	}
	if key == "volumes" {
		if parts := outside(n.Text); len(parts) > 1 {
			return parts[1] + "/" + key
		}
	}
	return n.Text
}
