package manifest

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Bounds of a YAML file, with its aliases written out: a few lines of them can stand for billions ("billion laughs").
const (
	maxDepth     = 32
	maxNodes     = 8000
	maxExpanded  = 256 << 10
	maxDocuments = 64
	maxKey       = 256
)

type kind int

const (
	scalar kind = iota
	list
	dict
)

// node is a part of a YAML file, without aliases, anchors and merge keys.
type node struct {
	kind  kind
	text  string // of a scalar
	tag   string // of a scalar: !!str, !!int, !!float, !!bool, !!null
	plain bool   // of a scalar: without quotes
	line  int
	keys  []string // of a dict, beside items; unique
	items []*node  // of a list or dict
}

func (n *node) null() bool { return n.kind == scalar && n.tag == "!!null" }

func (n *node) get(key string) *node {
	if n != nil && n.kind == dict {
		for i, k := range n.keys {
			if k == key {
				return n.items[i]
			}
		}
	}
	return nil
}

var lineOf = regexp.MustCompile(`line (\d+): `)

// documents reads YAML, all documents of it that have anything in them. With flaws it gives nil.
func (r *reader) documents(text string) []*node {
	if !utf8.ValidString(text) {
		r.flaw(place{}, "the file has to be text in UTF-8")
		return nil
	}
	g := &grower{r: r}
	var all []*node
	d := yaml.NewDecoder(strings.NewReader(text))
	for {
		var doc yaml.Node
		err := decode(d, &doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p := place{}
			msg := strings.TrimPrefix(err.Error(), "yaml: ")
			if m := lineOf.FindStringSubmatch(msg); m != nil {
				p.line, _ = strconv.Atoi(m[1])
				msg = strings.Replace(msg, m[0], "", 1)
			}
			r.flaw(p, "this is not YAML: %s", brief(msg))
			return nil
		}
		n := g.grow(&doc, "", 0)
		if len(r.flaws) > 0 {
			return nil
		}
		if n == nil || n.null() {
			continue
		}
		if all = append(all, n); len(all) > maxDocuments {
			r.flaw(place{line: n.line}, "at most %d documents", maxDocuments)
			return nil
		}
	}
	return all
}

// decode keeps a panic of the YAML library from taking the gateway with it.
func decode(d *yaml.Decoder, into *yaml.Node) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the YAML reader broke off: %v", v)
		}
	}()
	return d.Decode(into)
}

// grower makes nodes out of the library's, within the bounds. After the first flaw it only gives nil.
type grower struct {
	r     *reader
	nodes int
	bytes int
	over  bool
}

func (g *grower) stop(p place, remedy string, args ...any) *node {
	if !g.over {
		g.over = true
		g.r.flaw(p, remedy, args...)
	}
	return nil
}

func (g *grower) grow(y *yaml.Node, path string, depth int) *node {
	if g.over {
		return nil
	}
	p := place{path, y.Line}
	if depth > maxDepth {
		return g.stop(p, "at most %d levels within one another", maxDepth)
	}
	if g.nodes++; g.nodes > maxNodes {
		return g.stop(p, "at most %d values in a file, with all aliases written out", maxNodes)
	}
	if g.bytes += len(y.Value); g.bytes > maxExpanded {
		return g.stop(p, "at most %d bytes in a file, with all aliases written out", maxExpanded)
	}
	switch y.Kind {
	case yaml.DocumentNode:
		if len(y.Content) != 1 {
			return nil
		}
		return g.grow(y.Content[0], path, depth)
	case yaml.AliasNode:
		if y.Alias == nil {
			return g.stop(p, "this alias leads nowhere")
		}
		n := g.grow(y.Alias, path, depth+1)
		if n != nil {
			n.line = y.Line
		}
		return n
	case yaml.ScalarNode:
		const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle | yaml.TaggedStyle
		n := &node{text: y.Value, tag: y.ShortTag(), line: y.Line, plain: y.Style&quoted == 0}
		switch n.tag {
		case "!!str", "!!int", "!!float", "!!bool", "!!null":
		case "!!timestamp":
			n.tag = "!!str"
		default:
			return g.stop(p, "the tag %s cannot be had; write the value without it", brief(y.Tag))
		}
		if strings.ContainsRune(n.text, 0) {
			return g.stop(p, "no zero bytes")
		}
		return n
	case yaml.SequenceNode:
		n := &node{kind: list, line: y.Line}
		for i, c := range y.Content {
			n.items = append(n.items, g.grow(c, join(path, i), depth+1))
		}
		return n
	case yaml.MappingNode:
		return g.dict(y, path, depth)
	}
	return g.stop(p, "this cannot be read")
}

func (g *grower) dict(y *yaml.Node, path string, depth int) *node {
	n := &node{kind: dict, line: y.Line}
	have := map[string]bool{}
	put := func(key string, v *node) {
		have[key] = true
		n.keys, n.items = append(n.keys, key), append(n.items, v)
	}
	var merged []*node
	for i := 0; i+1 < len(y.Content) && !g.over; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if k.Kind == yaml.AliasNode && k.Alias != nil {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			return g.stop(place{path, k.Line}, "a key has to be a word")
		}
		if len(k.Value) > maxKey {
			return g.stop(place{path, k.Line}, "a key has at most %d bytes", maxKey)
		}
		sub := join(path, k.Value)
		if k.ShortTag() == "!!merge" {
			m := g.grow(v, sub, depth+1)
			switch {
			case m == nil:
			case m.kind == dict:
				merged = append(merged, m)
			case m.kind == list:
				for _, e := range m.items {
					if e == nil || e.kind != dict {
						return g.stop(place{sub, k.Line}, "<< takes maps")
					}
					merged = append(merged, e)
				}
			default:
				return g.stop(place{sub, k.Line}, "<< takes a map")
			}
			continue
		}
		if have[k.Value] {
			return g.stop(place{sub, k.Line}, "it is here twice; leave one out")
		}
		c := g.grow(v, sub, depth+1)
		if c != nil && c.kind != scalar {
			c.line = k.Line // where it begins for a reader's eye
		}
		put(k.Value, c)
	}
	// What is written out wins over what is merged, and the first merged over the later.
	for _, m := range merged {
		for i, k := range m.keys {
			if !have[k] {
				put(k, m.items[i])
			}
		}
	}
	return n
}

// join makes a path longer by a key or an index.
func join(path string, next any) string {
	if i, ok := next.(int); ok {
		return path + "[" + strconv.Itoa(i) + "]"
	}
	key := brief(next.(string))
	if path == "" {
		return key
	}
	return path + "." + key
}

// plainValue is a node as encoding/json would have it.
func (n *node) plainValue() any {
	switch n.kind {
	case list:
		all := make([]any, len(n.items))
		for i, c := range n.items {
			all[i] = c.plainValue()
		}
		return all
	case dict:
		all := make(map[string]any, len(n.items))
		for i, c := range n.items {
			all[n.keys[i]] = c.plainValue()
		}
		return all
	}
	switch n.tag {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.text, "true")
	case "!!int":
		if i, err := strconv.ParseInt(n.text, 0, 64); err == nil {
			return int(i)
		}
	case "!!float":
		if f, err := strconv.ParseFloat(n.text, 64); err == nil {
			return f
		}
	}
	return n.text
}

// retag finds a plain scalar's tag anew, after its text has changed.
func (n *node) retag() {
	if !n.plain {
		return
	}
	if n.tag = "!!str"; n.text == "" {
		return
	}
	y := yaml.Node{Kind: yaml.ScalarNode, Value: n.text}
	switch t := y.ShortTag(); t {
	case "!!int", "!!float", "!!bool", "!!null":
		n.tag = t
	}
}
