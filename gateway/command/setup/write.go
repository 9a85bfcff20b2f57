package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"berth/gateway/command/settings"
	"berth/gateway/opkey"
)

// Setting is one line of the file of settings, or several.
type Setting struct {
	Name    string
	Comment string   // above it, where it is new
	Value   string   // quoted where it has to be
	List    []string // instead of Value
	Bare    bool     // the value is a number, true or false
}

// Settings are what the answers make of the file.
func (s *Setup) Settings(addresses string) []Setting {
	all := []Setting{
		{Name: "node", Comment: "The node's wallet, which owns it and is paid.", Value: s.Node},
		{Name: "operator-key", Comment: "The key that the gateway signs and sends with. Back it up, apart from the rest.", Value: s.OperatorKey},
	}
	if path, isFile := opkey.Path(s.OperatorKey); isFile {
		all = append(all, Setting{Name: "next-operator-key", Comment: "Where the key will be that follows it one day.", Value: "@" + filepath.Join(filepath.Dir(path), "next.key")})
	}
	if strings.HasPrefix(s.Passphrase, "@") {
		all = append(all, Setting{Name: "operator-passphrase", Value: s.Passphrase})
	}
	all = append(all,
		Setting{Name: "rpc", Comment: "The chain, and where the contracts are.", Value: s.RPC},
		Setting{Name: "addresses", Value: addresses},
		Setting{Name: "domain", Comment: "Where users find it. The registry has to have the same.", Value: s.Domain},
	)
	switch s.Certificate {
	case "acme":
		all = append(all, Setting{Name: "tls-agree", Comment: "Certificates are got by ACME, on the authority's terms.", Value: "true", Bare: true})
	case "files":
		all = append(all, Setting{Name: "tls-cert", Value: s.TLSCert}, Setting{Name: "tls-key", Value: s.TLSKey})
	case "proxy":
		all = append(all, Setting{Name: "behind-proxy", Comment: "A proxy in front has the certificates.", Value: "true", Bare: true}, Setting{Name: "proxies", List: s.Proxies})
	case "none":
		all = append(all, Setting{Name: "scheme", Comment: "For this machine alone.", Value: "http"}, Setting{Name: "listen", Value: listen(s.Domain)})
	}
	all = append(all, Setting{Name: "runtime", Comment: "What runs the services.", Value: s.Runtime})
	if s.Kubeconfig != "" {
		all = append(all, Setting{Name: "kubeconfig", Value: s.Kubeconfig})
	}
	if s.market.App != "" {
		all = append(all, Setting{Name: "app", Comment: "Where the app is, for links to it.", Value: s.market.App})
	}
	return append(all,
		Setting{Name: "name", Comment: "What people see.", Value: s.Name},
		Setting{Name: "region", Value: s.Region},
		Setting{Name: "price", Comment: "In whole tokens: an hour of a core, a GiB of memory and a GiB of disk, and a GiB of traffic.", List: strings.Split(s.Prices, ";")},
		Setting{Name: "data", Comment: "The gateway's own folder: back up the ledger and secrets.key in it.", Value: s.Data},
		Setting{Name: "admin", Comment: "For the owner alone: /readyz, /metrics and /status.", Value: "127.0.0.1:9101"},
	)
}

// listen is where a gateway of this machine alone listens: at its domain's port.
func listen(domain string) string {
	if _, port, ok := strings.Cut(domain, ":"); ok {
		return "127.0.0.1:" + port
	}
	return "127.0.0.1:80"
}

// others are what another way to a certificate has in the file.
func others(way string) []string {
	of := map[string][]string{"acme": {"tls-agree"}, "files": {"tls-cert", "tls-key"}, "proxy": {"behind-proxy", "proxies"}, "none": {"scheme", "listen"}}
	var all []string
	for _, w := range Ways {
		if w != way {
			all = append(all, of[w]...)
		}
	}
	return all
}

// Way is the way to a certificate that a file of settings has; empty: none that is known here.
func Way(f *settings.File) string {
	for _, x := range [][3]string{{"scheme", "http", "none"}, {"behind-proxy", "true", "proxy"}, {"tls-cert", "", "files"}, {"tls-agree", "true", "acme"}} {
		if v, ok := f.Value(x[0]); ok && (x[1] == "" || v == x[1]) {
			return x[2]
		}
	}
	return ""
}

// Write puts settings into the file, and leaves alone what else is there, comments too. A setting that is there keeps its place;
// changed says that the file is another than before.
func (s *Setup) Write(path, addresses string) (changed bool, err error) {
	var drop []string
	if f, err := settings.Read(path); err == nil && Way(f) != s.Certificate {
		drop = others(s.Certificate)
	}
	return write(path, s.Settings(addresses), drop)
}

func write(path string, all []Setting, drop []string) (changed bool, err error) {
	old, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if _, err := settings.Parse(path, old); err != nil {
		return false, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(old, &doc); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		doc = yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode}}}
		doc.HeadComment = "Settings of a Berth node's gateway: berth-gateway run --help says what there is. Flags and variables win over it."
	}
	fresh := len(old) == 0
	for _, name := range drop {
		changed = take(doc.Content[0], name) || changed
	}
	for _, s := range all {
		changed = put(doc.Content[0], s) || changed
	}
	if !changed {
		return false, nil
	}
	var text bytes.Buffer
	out := yaml.NewEncoder(&text)
	out.SetIndent(2)
	if err := errors.Join(out.Encode(&doc), out.Close()); err != nil {
		return false, fmt.Errorf("%s: %w", path, err)
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil && !fresh {
		mode = info.Mode().Perm()
	}
	return true, replace(path, text.Bytes(), mode)
}

// put sets one setting; false: it was so already.
func put(root *yaml.Node, s Setting) bool {
	value := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s.Value}
	if s.Bare {
		value.Tag = ""
	}
	if s.List != nil {
		value = &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range s.List {
			value.Content = append(value.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.TrimSpace(item)})
		}
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != s.Name {
			continue
		}
		if same(root.Content[i+1], value) {
			return false
		}
		value.LineComment = root.Content[i+1].LineComment
		root.Content[i+1] = value
		return true
	}
	name := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s.Name, HeadComment: s.Comment}
	root.Content = append(root.Content, name, value)
	return true
}

// take takes one setting out; false: it was not there.
func take(root *yaml.Node, name string) bool {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == name {
			root.Content = append(root.Content[:i], root.Content[i+2:]...)
			return true
		}
	}
	return false
}

// same reports whether two values say the same, however they are written.
func same(a, b *yaml.Node) bool {
	if a.Kind == yaml.ScalarNode && b.Kind == yaml.ScalarNode {
		return a.Value == b.Value
	}
	items := func(n *yaml.Node) []*yaml.Node {
		if n.Kind == yaml.SequenceNode {
			return n.Content
		}
		return []*yaml.Node{n}
	}
	x, y := items(a), items(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].Value != y[i].Value {
			return false
		}
	}
	return true
}

// replace writes a file so that a reader never sees half of one.
func replace(path string, text []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".settings-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
