package edge

import (
	"math"
	"net/http"

	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// How many revisions a page of them has.
const (
	revisionsUsual = 20
	revisionsMost  = 50
)

// revisions lists what was deployed for an order, the newest first.
func (e *Edge) revisions(w http.ResponseWriter, r *http.Request, c caller) error {
	before, err := number(r, "before", 0, 1, math.MaxInt64)
	if err != nil {
		return err
	}
	limit, err := number(r, "limit", revisionsUsual, 1, revisionsMost)
	if err != nil {
		return err
	}
	v, err := e.cfg.Revisions.Revisions(c.id, before, int(limit))
	if err != nil {
		return err
	}
	return write(w, 200, v)
}

// wanted reads a request to deploy: its body, and where it rolls back the manifest of the revision that it names, so that
// what was signed is held to what will run.
func (e *Edge) wanted(w http.ResponseWriter, r *http.Request, id order.ID) (wire.DeployRequest, manifest.Manifest, error) {
	var req wire.DeployRequest
	// JSON's escapes may make the manifest six times as long.
	if err := read(w, r, 6*manifest.MaxBytes+maxBody, &req); err != nil {
		return req, manifest.Manifest{}, err
	}
	if d := req.Deploy; d.From != 0 {
		var format string
		if err := e.earlier(id, d.From, &format, &req.Manifest); err != nil {
			return req, manifest.Manifest{}, err
		}
		if format != d.Format {
			return req, manifest.Manifest{}, problem.Field("deploy.format", "that of revision %d, %s", d.From, format)
		}
	}
	m, err := manifest.Parse(req.Deploy.Format, req.Manifest)
	return req, m, err
}

// earlier fills in the format and the manifest of an earlier revision; with 0 there is none, and they stay.
func (e *Edge) earlier(id order.ID, from uint64, format, text *string) (err error) {
	switch {
	case from == 0:
		return nil
	case *format != "":
		return problem.Field("format", "leave it out: revision %d has its own", from)
	case *text != "":
		return problem.Field("manifest", "leave it out: revision %d has its own", from)
	}
	*format, *text, err = e.cfg.Revisions.RevisionManifest(id, from)
	return err
}
