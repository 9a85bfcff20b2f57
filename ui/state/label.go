package state

import (
	"slices"
	"strings"

	"berth/shared/clip"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/js"
)

// labelStore is where the names and tags of orders are kept, on this device alone.
const labelStore = "berth.labels"

// What a label can be.
const (
	LabelName = 60 // bytes of a name
	LabelTag  = 24 // of a tag
	LabelTags = 8
)

// Label is what a user calls an order.
type Label struct {
	Name string   `json:"name,omitempty"`
	Tags []string `json:"tags,omitempty"`
}

// Empty reports whether it says nothing.
func (l Label) Empty() bool { return l.Name == "" && len(l.Tags) == 0 }

// LabelOf is what an order is called. One that took another's place goes by that one's until it has its own.
func LabelOf(v wire.OrderView) Label {
	all := labels()
	if l, ok := all[v.ID.String()]; ok || v.Replaces == 0 {
		return l
	}
	l := all[v.Replaces.String()]
	if !l.Empty() {
		l.Keep(v.ID) // an order that takes this one's place knows no other than this
	}
	return l
}

// Keep keeps what an order is called from now on.
func (l Label) Keep(id order.ID) {
	all := labels()
	all[id.String()] = Label{clip.To(strings.TrimSpace(l.Name), LabelName), ReadTags(strings.Join(l.Tags, ","))}
	js.Local.Set(labelStore, all)
}

// ReadTags reads tags with commas between them, each once.
func ReadTags(s string) (tags []string) {
	for tag := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		tag = clip.To(strings.Join(strings.Fields(tag), " "), LabelTag)
		if tag != "" && !slices.Contains(tags, tag) && len(tags) < LabelTags {
			tags = append(tags, tag)
		}
	}
	return tags
}

func labels() map[string]Label {
	all := map[string]Label{}
	js.Local.Get(labelStore, &all)
	return all
}
