package keys

import (
	"strings"

	"berth/shared/clip"
	"berth/shared/pubkey"
	"berth/shared/typed"
	"berth/ui/text"
)

// fault is what is wrong with what was pasted, with what belongs into the words.
type fault struct {
	words text.Text
	args  []any
}

func (f *fault) say(t text.T) string { return t.Say(f.words, f.args...) }

// paste reads a public key as people have it, a line of a .pub file, with the comment behind it. bad is what is wrong with
// it; nil: nothing is.
func paste(s string) (key pubkey.Key, comment string, bad *fault) {
	s = strings.TrimSpace(s)
	words := strings.Fields(s)
	wrong := func(words text.Text, args ...any) (pubkey.Key, string, *fault) { return "", "", &fault{words, args} }
	switch {
	case s == "":
		return wrong(text.KeyBadEmpty)
	case strings.Contains(s, "PRIVATE KEY"):
		return wrong(text.KeyBadPrivate)
	case strings.ContainsAny(s, "\n\r"):
		return wrong(text.KeyBadLines)
	}
	switch kind := words[0]; {
	case kind == "ssh-rsa":
		return wrong(text.KeyBadRSA)
	case kind != pubkey.P256 && kind != pubkey.Ed25519 && (strings.HasPrefix(kind, "ssh-") || strings.HasPrefix(kind, "ecdsa-") || strings.HasPrefix(kind, "sk-")):
		return wrong(text.KeyBadType, clip.Dots(kind, 50))
	case kind != pubkey.P256 && kind != pubkey.Ed25519 && (strings.Contains(s, " "+pubkey.P256+" ") || strings.Contains(s, " "+pubkey.Ed25519+" ")):
		return wrong(text.KeyBadOptions)
	}
	key, err := pubkey.Parse(s)
	if err != nil {
		return wrong(text.KeyBadForm)
	}
	comment = clip.Dots(strings.Join(words[2:], " "), typed.MaxKeyName-len("…"))
	return key, comment, nil
}
