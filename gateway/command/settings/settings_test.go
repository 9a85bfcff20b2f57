package settings

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
)

type flags struct {
	Domain string        `required:""`
	Wait   time.Duration `default:"1m"`
	Agree  bool          `name:"tls-agree"`
	Wallet bool          `default:"true" negatable:""`
	Most   int           `default:"3"`
	Kind   string        `default:"a" enum:"a,b"`
	Price  []string      `sep:";"`
	Ports  []string      `default:"25,445"`
	Region string        `default:"here"`
}

func parse(t *testing.T, text string, args ...string) (flags, error) {
	t.Helper()
	var f flags
	file, err := Parse("node.yaml", []byte(text))
	if err != nil {
		return f, err
	}
	p, err := kong.New(&f, kong.DefaultEnvars("BERTH"), kong.Resolvers(file), kong.Exit(func(int) { t.Error("it would exit") }))
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Check(p.Model.Flags); err != nil {
		return f, err
	}
	_, err = p.Parse(args)
	return f, err
}

func TestFile(t *testing.T) {
	t.Setenv("BERTH_MOST", "7")
	t.Setenv("BERTH_REGION", "")
	got, err := parse(t, `# a node
domain: n1.example.org
wait: 90s
tls-agree: true
wallet: false
most: 5
kind: b
price:
  - dUSD:core-hour=0.008,memory-hour=0.001
  - BRT:core-hour=0.02
ports: []
region: there
`, "--wait", "5s")
	if err != nil {
		t.Fatal(err)
	}
	want := flags{
		Domain: "n1.example.org", Wait: 5 * time.Second, Agree: true, Most: 7, Kind: "b", Ports: []string{},
		Price: []string{"dUSD:core-hour=0.008,memory-hour=0.001", "BRT:core-hour=0.02"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, text := range []string{"", "# nothing\n", "---\n"} {
		got, err := parse(t, text, "--domain", "x")
		if err != nil || got.Domain != "x" || !got.Wallet || len(got.Ports) != 2 {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	if got, err := parse(t, "domain: a\nports: 1,2\nprice: x,y;z\n"); err != nil || len(got.Ports) != 2 || len(got.Price) != 2 {
		t.Errorf("lists on one line: %+v, %v", got, err)
	}
}

func TestWrongFile(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown":        {"domain: a\n\ndomian: b\n", "node.yaml:3: domian: is no setting"},
		"underscores":    {"tls_agree: true\n", "node.yaml:1: tls_agree: is no setting; did you mean tls-agree?"},
		"a variable":     {"BERTH_DOMAIN: a\n", "did you mean domain?"},
		"twice":          {"domain: a\nmost: 1\ndomain: b\n", "node.yaml:3: domain: is in line 1 already"},
		"not YAML":       {"domain: a\nmost: [1\n", "this is not YAML"},
		"a list":         {"- a\n", "must be a mapping"},
		"two documents":  {"domain: a\n---\nmost: 1\n", "second document"},
		"no value":       {"domain:\n", "node.yaml:1: domain: has no value"},
		"deep":           {"domain: {a: b}\n", "node.yaml:1: domain: must be a text"},
		"deep list":      {"domain: a\nports: [[1]]\n", "node.yaml:2: ports: a list has"},
		"list for one":   {"domain: [a, b]\n", "node.yaml:1: domain: is one value"},
		"no duration":    {"domain: a\nwait: soon\n", "node.yaml:2: wait: "},
		"no number":      {"domain: a\nmost: 1e400\n", "node.yaml:2: most: "},
		"no truth":       {"domain: a\ntls-agree: perhaps\n", "node.yaml:2: tls-agree: "},
		"two at a time":  {"a: 1\nb: 2\n", "node.yaml:2: b: is no setting"},
		"not among them": {"domain: a\nkind: c\n", "kind"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(t, c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if _, err := Read(t.TempDir() + "/none"); err == nil {
		t.Error("a file that is not there is read")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a: b", "a: [b, 1]", "a: &x [*x]", "? {}\n: a", "a: !!binary x", "a:\n  - b: c", "\x00", "a: |\n  b\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Parse("f", []byte(text))
		if err != nil {
			if !strings.Contains(err.Error(), "f:") {
				t.Errorf("%q: the error names no line: %v", text, err)
			}
			return
		}
		var into flags
		p, err := kong.New(&into)
		if err != nil {
			t.Fatal(err)
		}
		_ = file.Check(p.Model.Flags)
	})
}
