package pack

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"berth/shared/attacktest"
	"berth/shared/bundle"
)

// inflate unpacks as a browser does.
func inflate(kind string, packed []byte, most int) ([]byte, error) {
	var r io.Reader = flate.NewReader(bytes.NewReader(packed))
	if kind == "gzip" {
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, err
		}
		r = z
	}
	b, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if len(b) > most {
		return nil, ErrLong
	}
	return b, err
}

type file struct {
	name, text string
	mode       os.FileMode
}

func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if i%2 == 1 {
			h.Method = zip.Store
		}
		h.SetMode(f.mode | 0o644)
		out, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(out, f.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Size: int64(len(f.text)), Mode: 0o644, Typeflag: tar.TypeReg}
		switch {
		case f.mode&os.ModeSymlink != 0:
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, f.text, 0
		case strings.HasSuffix(f.name, "/"):
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := io.WriteString(w, f.text); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipOf(t testing.TB, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const composed = `services:
  web:
    build: ./app
    image: x/web
    env_file: [web.env]
    volumes:
      - ./conf/nginx.conf:/etc/nginx/nginx.conf:ro
      - "./site/:/srv"
      - data:/data
      - ../other/secret:/x
    configs: [c]
configs:
  c: {file: ${CONF:-./conf/c.ini}}
include:
  - more/compose.yaml
`

var folder = []file{
	{name: "app/compose.yaml", text: composed}, {name: "app/.env", text: "CONF=\n"}, {name: "app/template.toml", text: "[config]\n"}, {name: "app/web.env", text: "A=1\n"}, {name: "app/conf/nginx.conf", text: "events {}\n"},
	{name: "app/conf/c.ini", text: "\xff\x00"}, {name: "app/conf/unused.ini", text: "no"}, {name: "app/site/index.html", text: "<h1>"}, {name: "app/site/a/b.css", text: "a{}"},
	{name: "app/more/compose.yaml", text: "services:\n  db:\n    image: x/db\n    volumes: ['./init.sql:/init.sql']\n"}, {name: "app/more/init.sql", text: "select 1"},
	{name: "app/app/Dockerfile", text: "FROM x"}, {name: "other/secret", text: "not this"}, {name: "app/site/long", text: strings.Repeat("x", 300<<10)},
	{name: "app/" + strings.Repeat("d/", 60) + "deep.yaml", text: "kind: x"},
}

func TestTake(t *testing.T) {
	for kind, b := range map[string][]byte{"zip": zipOf(t, folder...), "tar": tarOf(t, folder...), "tar.gz": gzipOf(t, tarOf(t, folder...))} {
		tree, err := Open(b, inflate)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		found, err := tree.Find()
		if err != nil || len(found) != 2 || found[0].Format != Compose || found[0].Name() != "app/compose.yaml" || found[0].Text != composed || found[1].Name() != "app/more/compose.yaml" {
			t.Fatalf("%s: found %+v, %v", kind, found, err)
		}
		got, err := tree.Take(found[0])
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		want := []string{".env", "conf/c.ini", "conf/nginx.conf", "more/compose.yaml", "more/init.sql", "site/a/b.css", "site/index.html", "template.toml", "web.env"}
		if names := slices.Sorted(maps.Keys(got.Files)); !slices.Equal(names, want) {
			t.Errorf("%s: took %q, want %q", kind, names, want)
		}
		if string(got.Files["conf/c.ini"].Base64) != "\xff\x00" || got.Files["conf/nginx.conf"].Text != "events {}\n" {
			t.Errorf("%s: %+v", kind, got.Files)
		}
		left := []Left{{"app/site/long", TooLarge}, {"other/secret", Outside}}
		slices.SortFunc(got.Left, func(a, b Left) int { return strings.Compare(a.Path, b.Path) })
		if !slices.Equal(got.Left, left) || got.Others != len(folder)-len(want)-1 {
			t.Errorf("%s: left %+v and %d others, want %+v", kind, got.Left, got.Others, left)
		}
	}
}

func TestFind(t *testing.T) {
	kubernetes := func(kind string) string { return "apiVersion: v1\nkind: " + kind + "\n" }
	for name, c := range map[string]struct {
		files []file
		want  []string
		why   Why
	}{
		"one of several":  {files: []file{{name: "z.yaml", text: "services: {}"}, {name: "docker-compose.yml", text: "services: {}"}, {name: "a/compose.yaml", text: "services: {}"}}, want: []string{"docker-compose.yml", "z.yaml", "a/compose.yaml"}},
		"kubernetes":      {files: []file{{name: "k/a.yaml", text: kubernetes("A")}, {name: "k/b.yml", text: kubernetes("B")}, {name: "x.yaml", text: "a: b"}}, want: []string{"k/", "k/a.yaml", "k/b.yml"}},
		"akash":           {files: []file{{name: "deploy.yaml", text: "services: {}\nprofiles: {}\ndeployment: {}\n"}}, want: []string{"deploy.yaml"}},
		"not its own":     {files: []file{{name: "node_modules/x/compose.yaml", text: "services: {}"}}, why: Nothing},
		"to be built":     {files: []file{{name: "Dockerfile", text: "FROM x"}, {name: "a.yaml", text: "a: b"}}, why: Unbuilt},
		"nothing":         {files: []file{{name: "a.txt", text: "services: {}"}}, why: Nothing},
		"too long":        {files: []file{{name: "compose.yaml", text: "services: {}\n" + strings.Repeat("#", 70<<10)}}, why: TooLarge},
		"a link":          {files: []file{{name: "compose.yaml", text: "other.yaml", mode: os.ModeSymlink}}, why: Link},
		"windows' slashs": {files: []file{{name: `a\compose.yaml`, text: "services: {}"}}, want: []string{"a/compose.yaml"}},
	} {
		tree, err := Open(zipOf(t, c.files...), inflate)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		found, err := tree.Find()
		var names []string
		for _, f := range found {
			names = append(names, f.Name())
		}
		if !slices.Equal(names, c.want) || why(err) != c.why {
			t.Errorf("%s: got %q, %v; want %q, %q", name, names, err, c.want, c.why)
		}
	}
	tree, err := Open(zipOf(t, file{name: "k/a.yaml", text: kubernetes("A")}, file{name: "k/b.yml", text: kubernetes("B")}), inflate)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := tree.Find(); err != nil || found[0].Text != "apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\n" {
		t.Errorf("got %+v, %v", found, err)
	}
}

func why(err error) Why {
	var e *Error
	if errors.As(err, &e) {
		return e.Why
	}
	return ""
}

// What an archive says of itself is not believed.
func TestAttackArchives(t *testing.T) {
	a := attacktest.Begin(t, "an archive makes the page unpack without end, or name a file outside of it")
	zeros := strings.Repeat("\x00", MaxUnpacked+tarBlock)
	good := zipOf(t, file{name: "compose.yaml", text: "services:\n  a: {volumes: ['./big:/x', './link:/y']}\n"}, file{name: "link", text: "/etc/passwd", mode: os.ModeSymlink}, file{name: "big", text: strings.Repeat("\x00", 1<<20)})
	lies := func(b []byte, name string, change func(entry []byte)) []byte {
		b = bytes.Clone(b)
		i := bytes.LastIndex(b, []byte(name)) // in the directory
		change(b[i-zipEntrySize:])
		return b
	}
	for name, c := range map[string]struct {
		b    []byte
		want Why
	}{
		"a gzip bomb":             {gzipOf(t, []byte(zeros)), TooLarge},
		"a long archive":          {make([]byte, MaxArchive+1), TooLarge},
		"a path upwards in a zip": {zipOf(t, file{name: "a/../../x", text: "x"}), Outside},
		"a folder upwards":        {tarOf(t, file{name: "../x/"}), Outside},
		"a path upwards in a tar": {tarOf(t, file{name: "a/../../x", text: "x"}), Outside},
		"an absolute path":        {tarOf(t, file{name: "/etc/passwd", text: "x"}), Outside},
		"a drive":                 {zipOf(t, file{name: `C:\x`, text: "x"}), Outside},
		"Windows' way upwards":    {zipOf(t, file{name: `a\..\..\x`, text: "x"}), Outside},
		"the same file twice":     {zipOf(t, file{name: "x", text: "x"}, file{name: "./x", text: "y"}), Twice},
		"a cut zip":               {good[:len(good)-30], Damaged},
		"a cut tar":               {tarOf(t, file{name: "x", text: strings.Repeat("x", 5000)})[:1500], Damaged},
		"not an archive":          {[]byte(strings.Repeat("hello", 500)), Damaged},
		"nothing at all":          {nil, Damaged},
	} {
		_, err := Open(c.b, inflate)
		a.Tried(why(err) != c.want, "%s: %v, want %s", name, err, c.want)
	}

	// A bomb in a zip is not unpacked at all, or no further than it says.
	tree, err := Open(good, inflate)
	if err != nil {
		t.Fatal(err)
	}
	found, err := tree.Find()
	if err != nil {
		t.Fatal(err)
	}
	got, err := tree.Take(found[0])
	a.Tried(err != nil || len(got.Files) != 0 || len(got.Left) != 2 || got.Left[0] != (Left{"big", TooLarge}) || got.Left[1] != (Left{"link", Link}), "took %+v, %v", got, err)
	for name, c := range map[string]struct {
		change func(entry []byte)
		want   Why
	}{
		"a bomb that says it is small":       {func(e []byte) { le.PutUint32(e[24:], 10) }, TooLarge},
		"one that is packed elsewhere":       {func(e []byte) { le.PutUint32(e[24:], 10); le.PutUint32(e[42:], 1<<31) }, Damaged},
		"one that is longer than the file":   {func(e []byte) { le.PutUint32(e[24:], 10); le.PutUint32(e[20:], 1<<30) }, Damaged},
		"one whose content is another":       {func(e []byte) { le.PutUint32(e[16:], 1); le.PutUint32(e[24:], 1<<20) }, TooLarge},
		"one that is encrypted":              {func(e []byte) { le.PutUint32(e[24:], 10); e[8] |= 1 }, Locked},
		"one that is packed in another way":  {func(e []byte) { le.PutUint32(e[24:], 10); e[10] = 99 }, Packing},
		"one of four gigabytes, by its word": {func(e []byte) { le.PutUint32(e[24:], 1<<32-1) }, TooLarge},
	} {
		tree, err := Open(lies(good, "big", c.change), inflate)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		_, err = tree.read("big", 256<<10)
		a.Tried(why(err) != c.want, "%s: %v, want %s", name, err, c.want)
	}
	many := make([]Entry, MaxEntries+1)
	_, err = NewTree(many)
	a.Tried(why(err) != TooMany, "ten thousand files and one: %v", err)
}

// No archive makes it panic, and what is taken is within the limits of a bundle.
func FuzzOpen(f *testing.F) {
	f.Add(zipOf(f, folder[:11]...))
	f.Add(tarOf(f, folder[:6]...))
	f.Add(gzipOf(f, tarOf(f, folder[:3]...)))
	f.Add(tarOf(f, file{name: strings.Repeat("long/", 50) + "compose.yaml", text: composed}))
	f.Fuzz(func(t *testing.T, b []byte) {
		tree, err := Open(b, inflate)
		if err != nil {
			return
		}
		found, err := tree.Find()
		if err != nil {
			return
		}
		for _, x := range found {
			taken, err := tree.Take(x)
			if err != nil {
				t.Fatal(err)
			}
			check(t, x, taken)
		}
	})
}

// check holds that what was taken along is a bundle.
func check(t *testing.T, f Found, taken Taken) {
	t.Helper()
	text, err := bundle.Bundle{Format: f.Format, Text: f.Text, Files: taken.Files}.Canonical()
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > bundle.MaxBytes {
		return // a page says so: signs that JSON writes long are rare
	}
	if _, err := bundle.Read(text); err != nil {
		t.Fatal(err)
	}
}
