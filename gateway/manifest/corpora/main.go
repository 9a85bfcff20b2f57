// Command corpora reads collections of files that people have, and says what becomes of them: a folder with
// <collection>/<format>/<path>, and a .env beside a file where there was one. It is for who changes a reader; the files are
// not part of this project.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"berth/gateway/manifest/formats"
)

func main() {
	log.SetFlags(0)
	causes := flag.Int("causes", 40, "how many causes of refusals to list")
	files := flag.String("files", "", "lists the files that are refused for causes with this in their text")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("one folder with <collection>/<format>/<path>; see make corpora")
	}
	r, err := read(flag.Arg(0), *files)
	if err != nil {
		log.Fatal(err)
	}
	if r.print(*causes); len(r.rows) == 0 {
		log.Fatal("there are no files of a known format in it")
	}
}

// row is what became of a collection.
type row struct {
	collection, format string

	files    int
	accepted int // as they are
	valued   int // with values for their variables
	machine  int // refused for nothing but what is the machine's
	absent   int // lacking files that did not come along, and otherwise well
	built    int // refused because they have to be built
	other    int // refused otherwise
	took     time.Duration
}

type report struct {
	rows    []*row
	causes  map[string]int // files by what is found
	slowest time.Duration
	slow    string
}

func read(folder, list string) (*report, error) {
	r := &report{causes: map[string]int{}}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		part := strings.SplitN(filepath.ToSlash(rel), "/", 3)
		if ext := filepath.Ext(path); len(part) < 3 || ext != ".yml" && ext != ".yaml" && ext != ".json" || !slices.Contains(formats.Names(), part[1]) {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		env, err := os.ReadFile(filepath.Join(filepath.Dir(path), ".env"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		i := slices.IndexFunc(r.rows, func(x *row) bool { return x.collection == part[0] && x.format == part[1] })
		if i < 0 {
			i = len(r.rows)
			r.rows = append(r.rows, &row{collection: part[0], format: part[1]})
		}
		for _, cause := range r.try(r.rows[i], rel, string(text), env) {
			if list != "" && strings.Contains(cause, list) {
				fmt.Printf("%s: %s\n", rel, cause)
			}
		}
		return nil
	})
	return r, err
}

// print writes the tables.
func (r *report) print(causes int) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "collection\tformat\tfiles\taccepted\twith values\tthe machine's\tlacks files\tto be built\tother\ttime")
	sum := row{collection: "all"}
	for _, x := range r.rows {
		fmt.Fprintln(w, x)
		sum.files, sum.accepted, sum.valued, sum.machine = sum.files+x.files, sum.accepted+x.accepted, sum.valued+x.valued, sum.machine+x.machine
		sum.absent, sum.built, sum.other, sum.took = sum.absent+x.absent, sum.built+x.built, sum.other+x.other, sum.took+x.took
	}
	fmt.Fprintln(w, &sum)
	fmt.Fprintln(w)
	fmt.Fprintf(w, "slowest: %s (%s)\n\nfiles\tcause\n", r.slowest.Round(100*time.Microsecond), r.slow)
	all := make([]string, 0, len(r.causes))
	for cause := range r.causes {
		all = append(all, cause)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(r.causes[b]-r.causes[a], strings.Compare(a, b)) })
	for _, cause := range all[:min(len(all), causes)] {
		fmt.Fprintf(w, "%d\t%s\n", r.causes[cause], cause)
	}
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
}

func (x *row) String() string {
	return fmt.Sprintf("%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s", x.collection, x.format, x.files, x.accepted, x.valued, x.machine, x.absent, x.built, x.other, x.took.Round(time.Millisecond))
}
