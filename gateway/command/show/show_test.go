package show

import (
	"slices"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	columns := []Column{{Name: "order"}, {Name: "user"}, {Name: "earned", Right: true}}
	rows := [][]string{{"7", "0x1234", "1.5 dUSD"}, {"12", "小明", "20 dUSD"}}
	var wide, narrow strings.Builder
	Table(&wide, 80, columns, rows)
	if want := "order  user      earned\n7      0x1234  1.5 dUSD\n12     小明     20 dUSD\n"; wide.String() != want {
		t.Errorf("got\n%s\nwant\n%s", wide.String(), want)
	}
	Table(&narrow, 24, columns, append(rows, []string{"13", strings.Repeat("a", 30), ""}))
	want := "order   7\nuser    0x1234\nearned  1.5 dUSD\n\norder   12\nuser    小明\nearned  20 dUSD\n\norder  13\nuser   " + strings.Repeat("a", 17) + "\n       " + strings.Repeat("a", 13) + "\n"
	if narrow.String() != want {
		t.Errorf("got\n%s\nwant\n%s", narrow.String(), want)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, nil},
		{"one two  three", 7, []string{"one two", "three"}},
		{"abcdefghij k", 4, []string{"abcd", "efgh", "ij k"}},
		{"一二三四", 5, []string{"一二", "三四"}},
		{"一", 1, []string{"一"}},
		{"a\x1b[2Jb\u202ec\td", 10, []string{"a[2Jbc d"}},
	} {
		if got := Lines(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: got %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestPairs(t *testing.T) {
	var b strings.Builder
	Pairs(&b, 30, [][2]string{{"node", "0x1"}, {"endpoint", "https://a-rather-long.example"}, {"a much longer name", "x"}})
	if want := "node\n  0x1\nendpoint\n  https://a-rather-long.exampl\n  e\na much longer name\n  x\n"; b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("a b", 3)
	f.Add("\xff\xfe 一\x00", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if width < 2 || width > 200 {
			return
		}
		for _, l := range Lines(text, width) {
			if Wide(l) > width || l != Clean(l) {
				t.Errorf("%q is a line of %d columns", l, Wide(l))
			}
		}
	})
}
