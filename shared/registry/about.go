package registry

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// About is how a node describes itself on chain, for those who read the registry without asking its gateway. It is kept in
// the entry itself: its metadata is then a data URI (RFC 2397) of this as JSON.
type About struct {
	Name        string `json:"name,omitempty"`
	Region      string `json:"region,omitempty"`
	Description string `json:"description,omitempty"`
	Icon        string `json:"icon,omitempty"` // a URI
}

// The longest of each, in characters; the first two are those of a gateway's card.
const (
	NameLimit        = 64
	RegionLimit      = 32
	DescriptionLimit = 400
	IconLimit        = 300
)

const (
	mediaType = "data:application/json,"
	mediaCode = "data:application/json;base64,"
)

// URI is the metadata that holds it; empty: it says nothing.
func (a About) URI() string {
	if a == (About{}) {
		return ""
	}
	b, err := json.Marshal(a)
	if err != nil {
		return "" // strings alone can always be written
	}
	return mediaType + strings.ReplaceAll(url.QueryEscape(string(b)), "+", "%20")
}

// ReadAbout reads metadata; not ok: it holds no description itself, or one with something that cannot be shown.
func ReadAbout(metadata string) (a About, ok bool) {
	if len(metadata) > MetadataLimit {
		return a, false
	}
	var raw []byte
	if s, found := strings.CutPrefix(metadata, mediaType); found {
		s, err := url.PathUnescape(s)
		if err != nil {
			return a, false
		}
		raw = []byte(s)
	} else if s, found := strings.CutPrefix(metadata, mediaCode); found {
		var err error
		if raw, err = base64.StdEncoding.DecodeString(s); err != nil {
			return a, false
		}
	}
	return ParseAbout(raw)
}

// ParseAbout reads a description in JSON; not ok: it is none, or has something that cannot be shown.
func ParseAbout(raw []byte) (a About, ok bool) {
	if json.Unmarshal(raw, &a) != nil || len(a.Wrong()) > 0 {
		return About{}, false
	}
	return a, true
}

// Wrong are the fields, by their JSON names, that are too long or hold what cannot be seen.
func (a About) Wrong() (fields []string) {
	for _, f := range []struct {
		name, value string
		most        int
	}{{"name", a.Name, NameLimit}, {"region", a.Region, RegionLimit}, {"description", a.Description, DescriptionLimit}, {"icon", a.Icon, IconLimit}} {
		if !shown(f.value, f.most) || f.name == "icon" && f.value != "" && !isURI(f.value) {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func shown(s string, most int) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && s == strings.TrimSpace(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}
