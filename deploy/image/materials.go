package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
	"time"
)

// An SBOM in SPDX 2.3, as far as it is needed. See https://spdx.github.io/spdx-spec/v2.3.
type (
	document struct {
		Version       string         `json:"spdxVersion"`
		Licence       string         `json:"dataLicense"`
		ID            string         `json:"SPDXID"`
		Name          string         `json:"name"`
		Namespace     string         `json:"documentNamespace"`
		Creation      creation       `json:"creationInfo"`
		Packages      []material     `json:"packages"`
		Relationships []relationship `json:"relationships"`
	}
	creation struct {
		Created  string   `json:"created"`
		Creators []string `json:"creators"`
	}
	material struct {
		ID        string     `json:"SPDXID"`
		Name      string     `json:"name"`
		Version   string     `json:"versionInfo,omitempty"`
		File      string     `json:"packageFileName,omitempty"`
		Location  string     `json:"downloadLocation"`
		Analyzed  bool       `json:"filesAnalyzed"`
		Checksums []checksum `json:"checksums,omitempty"`
		Licence   string     `json:"licenseDeclared"`
		Concluded string     `json:"licenseConcluded"`
		Copyright string     `json:"copyrightText"`
		Comment   string     `json:"comment,omitempty"`
		Purpose   string     `json:"primaryPackagePurpose,omitempty"`
		Refs      []ref      `json:"externalRefs,omitempty"`
	}
	checksum struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"checksumValue"`
	}
	ref struct {
		Category string `json:"referenceCategory"`
		Type     string `json:"referenceType"`
		Locator  string `json:"referenceLocator"`
	}
	relationship struct {
		From string `json:"spdxElementId"`
		Kind string `json:"relationshipType"`
		To   string `json:"relatedSpdxElement"`
	}
)

const (
	none       = "NOASSERTION"
	documentID = "SPDXRef-DOCUMENT"
	programID  = "SPDXRef-program"
)

// rootsModule is where the image's certificate authorities come from.
const rootsModule = "golang.org/x/crypto/x509roots/fallback"

// materials is the list of what the program and its image are made of, as JSON: the program, Go's library, each module
// that was linked in, and the certificate authorities. The same program gives the same bytes.
func (p *program) materials(version string) []byte {
	d := document{
		Version: "SPDX-2.3", Licence: "CC0-1.0", ID: documentID, Name: p.name + "-" + p.arch,
		Namespace: "https://spdx.org/spdxdocs/" + p.name + "-" + p.arch + "-" + p.sum,
		Creation:  creation{Created: p.built.Format(time.RFC3339), Creators: []string{"Tool: berth/deploy/image"}},
	}
	d.Packages = append(d.Packages, material{
		ID: programID, Name: p.name, Version: version, File: "/" + p.binaryPath(), Location: none, Licence: "MIT", Concluded: none, Copyright: none,
		Checksums: []checksum{{"SHA256", p.sum}}, Purpose: "APPLICATION",
	})
	d.Relationships = append(d.Relationships, relationship{documentID, "DESCRIBES", programID})
	add := func(m material, kind string) {
		m.ID = fmt.Sprintf("SPDXRef-%d-%s", len(d.Packages), notInIDs.ReplaceAllString(m.Name, "-"))
		m.Location, m.Licence, m.Concluded, m.Copyright = none, none, none, none
		d.Packages = append(d.Packages, m)
		d.Relationships = append(d.Relationships, relationship{programID, kind, m.ID})
	}
	goVersion := strings.TrimPrefix(p.info.GoVersion, "go")
	add(material{Name: "stdlib", Version: goVersion, Refs: located("stdlib", goVersion), Purpose: "LIBRARY"}, "STATIC_LINK")
	for _, m := range p.info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		add(module(m), "STATIC_LINK")
	}
	// The authorities' module is this command's, not the program's.
	if own, ok := debug.ReadBuildInfo(); ok {
		for _, m := range own.Deps {
			if m.Path == rootsModule {
				add(module(m), "DEPENDS_ON")
			}
		}
	}
	raw, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		panic(err) // texts and lists of texts
	}
	return append(raw, '\n')
}

// module is a Go module as a material.
func module(m *debug.Module) material {
	out := material{Name: m.Path, Version: m.Version, Refs: located(m.Path, m.Version), Purpose: "LIBRARY"}
	if m.Sum != "" {
		out.Comment = "go.sum: " + m.Sum
	}
	return out
}

// notInIDs is what an SPDX identifier cannot have.
var notInIDs = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// located names a Go module as scanners look it up. See https://github.com/package-url/purl-spec. A version's plus is escaped there.
func located(path, version string) []ref {
	purl := "pkg:golang/" + path
	if version != "" {
		purl += "@" + strings.ReplaceAll(version, "+", "%2B")
	}
	return []ref{{"PACKAGE-MANAGER", "purl", purl}}
}
