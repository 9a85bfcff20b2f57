package read

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"berth/gateway/manifest"
	"berth/shared/phrase"
)

// Bounds of a YAML file, with its aliases written out: a few lines of them can stand for billions ("billion laughs").
const (
	maxDepth     = 32
	MaxNodes     = 8000
	maxExpanded  = 256 << 10
	MaxDocuments = 64
	maxKey       = 256
)

type kind int

const (
	Scalar kind = iota
	List
	Dict
)

// Node is a part of a YAML file, without aliases, anchors and merge keys.
type Node struct {
	Kind  kind
	Text  string // of a scalar
	Tag   string // of a scalar: !!str, !!int, !!float, !!bool, !!null
	Plain bool   // of a scalar: without quotes
	Line  int
	File  string // that it stands in, empty: the one that was brought

	Filled bool     // of a scalar: its variables are replaced
	Hidden bool     // of a scalar: one of them is a secret
	Keys   []string // of a dict, beside items; unique
	Items  []*Node  // of a list or dict
}

// Null reports whether there is nothing.
func (n *Node) Null() bool { return n.Kind == Scalar && n.Tag == "!!null" }

// Get is the value of a map under a key, nil: there is none.
func (n *Node) Get(key string) *Node {
	if n != nil && n.Kind == Dict {
		for i, k := range n.Keys {
			if k == key {
				return n.Items[i]
			}
		}
	}
	return nil
}

var lineOf = regexp.MustCompile(`line (\d+): `)

// Documents reads YAML, all documents of it that have anything in them. With flaws it gives nil.
func (r *Reader) Documents(text string) []*Node {
	if !utf8.ValidString(text) {
		r.Flaw(manifest.Place{}, "the file has to be text in UTF-8")
		return nil
	}
	g := &grower{r: r}
	var all []*Node
	d := yaml.NewDecoder(strings.NewReader(text))
	for {
		var doc yaml.Node
		err := decode(d, &doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p := manifest.Place{}
			msg := strings.TrimPrefix(err.Error(), "yaml: ")
			if m := lineOf.FindStringSubmatch(msg); m != nil {
				p.Line, _ = strconv.Atoi(m[1])
				msg = strings.Replace(msg, m[0], "", 1)
			}
			r.broken(p, text, msg)
			return nil
		}
		n := g.grow(&doc, "", 0)
		if len(r.Flaws) > 0 {
			return nil
		}
		if n == nil || n.Null() {
			continue
		}
		if all = append(all, n); len(all) > MaxDocuments {
			r.Flaw(manifest.Place{Line: n.Line}, "at most %d documents", MaxDocuments)
			return nil
		}
	}
	return all
}

var noAnchor = regexp.MustCompile(`^unknown anchor '([^']+)' referenced`)

// broken says of a text that is not YAML where, and what to do about it where that is known.
func (r *Reader) broken(p manifest.Place, text, msg string) {
	lines := strings.Split(text, "\n")
	if m := noAnchor.FindStringSubmatch(msg); m != nil {
		p.Line = 1 + slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "*"+m[1]) })
		r.Flaw(p, "there is no anchor &%s above; write the value, or put the anchor where it is first used", manifest.Brief(m[1]))
		return
	}
	// The library tells the line before, or the one itself.
	for i := max(p.Line-1, 0); i < min(p.Line+1, len(lines)); i++ {
		if indent := lines[i][:len(lines[i])-len(strings.TrimLeft(lines[i], " \t"))]; strings.Contains(indent, "\t") {
			p.Line = i + 1
			r.Flaw(p, "a tab cannot indent a line of YAML; write spaces")
			return
		}
	}
	r.Flaw(p, "this is not YAML: %s", manifest.Brief(msg))
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
	r     *Reader
	nodes int
	bytes int
	over  bool
}

func (g *grower) stop(p manifest.Place, remedy phrase.Form, args ...any) *Node {
	if !g.over {
		g.over = true
		g.r.Flaw(p, remedy, args...)
	}
	return nil
}

func (g *grower) grow(y *yaml.Node, path string, depth int) *Node {
	if g.over {
		return nil
	}
	p := manifest.Place{Path: path, Line: y.Line}
	if depth > maxDepth {
		return g.stop(p, "at most %d levels within one another", maxDepth)
	}
	if g.nodes++; g.nodes > MaxNodes {
		return g.stop(p, "at most %d values in a file, with all aliases written out", MaxNodes)
	}
	if g.bytes += len(y.Value); g.bytes > maxExpanded {
		return g.stop(p, "at most %d bytes in a file, with all aliases written out", maxExpanded)
	}
	// Compose's own, for files that are laid over others (https://github.com/compose-spec/compose-spec/blob/main/13-merge.md): over nothing
	// they say that a value is not there, or just so.
	switch y.Tag {
	case "!reset":
		return &Node{Tag: "!!null", Plain: true, Line: y.Line}
	case "!override":
		bare := *y
		if bare.Tag, bare.Style = "", y.Style&^yaml.TaggedStyle; bare.Kind != yaml.ScalarNode || bare.Style == 0 {
			bare.Tag = (&yaml.Node{Kind: y.Kind, Value: y.Value}).ShortTag()
		} else {
			bare.Tag = "!!str"
		}
		y = &bare
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
			n.Line = y.Line
		}
		return n
	case yaml.ScalarNode:
		const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle | yaml.TaggedStyle
		n := &Node{Text: y.Value, Tag: y.ShortTag(), Line: y.Line, Plain: y.Style&quoted == 0}
		switch n.Tag {
		case "!!str", "!!int", "!!float", "!!bool", "!!null":
		case "!!timestamp":
			n.Tag = "!!str"
		default:
			return g.stop(p, "the tag %s cannot be had; write the value without it", manifest.Brief(y.Tag))
		}
		if strings.ContainsRune(n.Text, 0) {
			return g.stop(p, "no zero bytes")
		}
		return n
	case yaml.SequenceNode:
		n := &Node{Kind: List, Line: y.Line}
		for i, c := range y.Content {
			n.Items = append(n.Items, g.grow(c, manifest.Join(path, i), depth+1))
		}
		return n
	case yaml.MappingNode:
		return g.dict(y, path, depth)
	}
	return g.stop(p, "this cannot be read")
}

func (g *grower) dict(y *yaml.Node, path string, depth int) *Node {
	n := &Node{Kind: Dict, Line: y.Line}
	have := map[string]bool{}
	put := func(key string, v *Node) {
		have[key] = true
		n.Keys, n.Items = append(n.Keys, key), append(n.Items, v)
	}
	var merged []*Node
	for i := 0; i+1 < len(y.Content) && !g.over; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if k.Kind == yaml.AliasNode && k.Alias != nil {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			return g.stop(manifest.Place{Path: path, Line: k.Line}, "a key has to be a word")
		}
		if len(k.Value) > maxKey {
			return g.stop(manifest.Place{Path: path, Line: k.Line}, "a key has at most %d bytes", maxKey)
		}
		sub := manifest.Join(path, k.Value)
		if k.ShortTag() == "!!merge" {
			m := g.grow(v, sub, depth+1)
			switch {
			case m == nil:
			case m.Kind == Dict:
				merged = append(merged, m)
			case m.Kind == List:
				for _, e := range m.Items {
					if e == nil || e.Kind != Dict {
						return g.stop(manifest.Place{Path: sub, Line: k.Line}, "<< takes maps")
					}
					merged = append(merged, e)
				}
			default:
				return g.stop(manifest.Place{Path: sub, Line: k.Line}, "<< takes a map")
			}
			continue
		}
		if have[k.Value] {
			return g.stop(manifest.Place{Path: sub, Line: k.Line}, "it is here twice; leave one out")
		}
		c := g.grow(v, sub, depth+1)
		if c != nil && c.Kind != Scalar {
			c.Line = k.Line // where it begins for a reader's eye
		}
		put(k.Value, c)
	}
	// What is written out wins over what is merged, and the first merged over the later.
	for _, m := range merged {
		for i, k := range m.Keys {
			if !have[k] {
				put(k, m.Items[i])
			}
		}
	}
	return n
}

// retag finds a plain scalar's tag anew, after its text has changed.
func (n *Node) retag() {
	if !n.Plain {
		return
	}
	if n.Tag = "!!str"; n.Text == "" {
		return
	}
	y := yaml.Node{Kind: yaml.ScalarNode, Value: n.Text}
	switch t := y.ShortTag(); t {
	case "!!int", "!!float", "!!bool": // and not nothing: a value is one, whatever it is
		n.Tag = t
	}
}
