// Command registry serves folders of images over the distribution protocol, to read only: of each name the first that has
// it. What is under private/ wants a user and a password. See https://github.com/opencontainers/distribution-spec.
package main

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"io/fs"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// What private images want. They are images of tests, and this is written down on purpose.
const (
	user     = "berth"
	password = "berth-test"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:5000", "address")
	var dirs []string
	flag.Func("dir", "folder with blobs and names; repeatable", func(dir string) error {
		dirs = append(dirs, dir)
		return nil
	})
	flag.Parse()
	server := &http.Server{Addr: *listen, Handler: handler(dirs), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}

// route is a name of one or more parts, what is wanted of it, and which.
var route = regexp.MustCompile(`^/v2/([a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*)/(manifests|blobs)/([A-Za-z0-9_][A-Za-z0-9._:-]{0,127})$`)

// open opens a file in the first of the folders that has it.
func open(dirs []string, name ...string) (f *os.File, err error) {
	err = fs.ErrNotExist
	for _, dir := range dirs {
		f, err = os.Open(filepath.Join(append([]string{dir}, name...)...))
		if !errors.Is(err, fs.ErrNotExist) {
			return f, err
		}
	}
	return nil, err
}

func handler(dirs []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Docker-Distribution-Api-Version", "registry/2.0")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			refuse(w, http.StatusMethodNotAllowed, "UNSUPPORTED", "this registry is read only")
			return
		}
		if r.URL.Path == "/v2/" {
			return
		}
		m := route.FindStringSubmatch(r.URL.Path)
		if m == nil {
			refuse(w, http.StatusNotFound, "NAME_UNKNOWN", "no such path")
			return
		}
		name, kind, ref := m[1], m[2], m[3]
		if strings.HasPrefix(name, "private/") && !known(r) {
			w.Header().Set("WWW-Authenticate", `Basic realm="private images"`)
			refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "private images need a user and a password")
			return
		}
		log.Printf("%s %s %s %s", r.Method, name, kind, ref)
		sum, isDigest := strings.CutPrefix(ref, "sha256:")
		if !isDigest {
			f, err := open(dirs, "names", name+":"+ref)
			if kind != "manifests" || err != nil {
				refuse(w, http.StatusNotFound, "MANIFEST_UNKNOWN", "no image "+name+":"+ref)
				return
			}
			defer f.Close()
			raw, _ := io.ReadAll(f)
			sum = string(raw)
		}
		f, err := open(dirs, "blobs", filepath.Base(sum))
		if err != nil {
			status := http.StatusInternalServerError
			if errors.Is(err, fs.ErrNotExist) {
				status = http.StatusNotFound
			}
			refuse(w, status, "BLOB_UNKNOWN", "no "+ref)
			return
		}
		defer f.Close()
		w.Header().Set("Content-Type", "application/octet-stream")
		if kind == "manifests" {
			w.Header().Set("Content-Type", "application/vnd.oci.image.manifest.v1+json")
		}
		w.Header().Set("Docker-Content-Digest", "sha256:"+sum)
		http.ServeContent(w, r, "", time.Time{}, f)
	})
}

func known(r *http.Request) bool {
	u, p, ok := r.BasicAuth()
	return ok && subtle.ConstantTimeCompare([]byte(u), []byte(user)) == 1 && subtle.ConstantTimeCompare([]byte(p), []byte(password)) == 1
}

func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]string{{"code": code, "message": message}}})
}
