package edge

import (
	_ "embed" // openapi.yaml
	"log/slog"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/edge/limit"
	"berth/gateway/lease/tenancy"
	"berth/shared/scope"
	"berth/shared/server/trail"
)

// route is one operation of the API. openapi.yaml has each; a test holds the two together.
type route struct {
	method, path string
	limited      *limit.Rates // the rate limits of strangers; nil: none
	serve        func(http.ResponseWriter, *http.Request) error
}

// cardPath is where the node's card is.
const cardPath = "/.well-known/berth"

// specPath is where the routes are listed.
const specPath = "/v1/openapi.yaml"

// routes are all operations. Those of an order say which scope a token needs for them: look is for what is only asked, change
// for what writes to the disk or costs the processor's time.
func (e *Edge) routes() []route {
	look, change := e.gate.Own, e.gate.Change
	return []route{
		{"GET", cardPath, nil, e.lobby.Card},
		{"POST", "/v1/greet", e.lobby.Greetings, e.lobby.Greet},
		{"POST", "/v1/release", e.lobby.Greetings, e.lobby.Release},
		{"POST", "/v1/challenge", e.lobby.Greetings, e.lobby.Challenge},
		{"POST", "/v1/access", e.lobby.Knocks, e.lobby.Access},
		{"POST", "/v1/check", e.checker.Rates, e.checker.CheckAny},
		{"POST", "/v1/health", e.lobby.Rounds, e.lobby.Health},
		{"GET", "/v1/access", nil, e.gate.Grantee(e.lobby.Granted)},
		{"DELETE", "/v1/access", nil, e.gate.Grantee(e.lobby.Revoke)},
		{"DELETE", "/v1/access/{grant}", nil, e.gate.Grantee(e.lobby.Revoke)},
		{"GET", "/v1/orders/{id}/deployment", nil, look(scope.Read, e.desk.Show)},
		{"PUT", "/v1/orders/{id}/deployment", nil, change(scope.Deploy, e.desk.Deploy)},
		{"POST", "/v1/orders/{id}/deployment/check", nil, change(scope.Deploy, e.checker.Check)},
		{"GET", "/v1/orders/{id}/deployment/events", nil, look(scope.Read, e.desk.Events)},
		{"GET", "/v1/orders/{id}/deployment/revisions", nil, look(scope.Read, e.history.Revisions)},
		{"GET", "/v1/orders/{id}/deployment/revisions/{number}/proof", nil, look(scope.Read, e.history.Proof)},
		{"GET", "/v1/orders/{id}/events", nil, look(scope.Read, e.history.Happenings)},
		{"GET", "/v1/orders/{id}/use", nil, look(scope.Read, e.history.Use)},
		{"GET", "/v1/orders/{id}/services/{service}/logs", nil, look(scope.Read, e.logs.File)},
		{"GET", "/v1/orders/{id}/services/{service}/logs/events", nil, look(scope.Read, e.logs.Follow)},
		{"GET", "/v1/orders/{id}/services/{service}/shell", nil, e.sockets.Shell},          // scope.Shell
		{"GET", "/v1/orders/{id}/services/{service}/ports/{port}", nil, e.sockets.Forward}, // scope.Shell
		{"POST", "/v1/orders/{id}/tickets", nil, change(scope.Read, e.doors.Ticket)},
		{"GET", "/v1/orders/{id}/links", nil, look(scope.Share, e.doors.Links)},
		{"POST", "/v1/orders/{id}/links", nil, change(scope.Share, e.doors.MakeLink)},
		{"DELETE", "/v1/orders/{id}/links/{link}", nil, change(scope.Share, e.doors.EndLink)},
		{"GET", "/v1/orders/{id}/services/{service}/exposure", nil, look(scope.Share, e.doors.Exposure)},
		{"PUT", "/v1/orders/{id}/services/{service}/exposure", nil, change(scope.Share, e.doors.Expose)},
		{"GET", "/v1/orders/{id}/visitors", nil, look(scope.Share, e.doors.Visitors)},
		{"DELETE", "/v1/orders/{id}/visitors", nil, change(scope.Share, e.doors.Dismiss)},
		{"DELETE", "/v1/orders/{id}/visitors/{visitor}", nil, change(scope.Share, e.doors.Dismiss)},
		{"GET", "/v1/orders/{id}/domains", nil, look(scope.Share, e.hosts.List)},
		{"PUT", "/v1/orders/{id}/domains/{host}", nil, change(scope.Share, e.hosts.Claim)},
		{"DELETE", "/v1/orders/{id}/domains/{host}", nil, change(scope.Share, e.hosts.Release)},
		{"GET", "/v1/orders/{id}/disks", nil, look(scope.Read, e.disks.List)},
		{"POST", "/v1/orders/{id}/disks/{disk}/snapshots", nil, change(scope.Data, e.disks.MakeSnapshot)},
		{"POST", "/v1/orders/{id}/disks/{disk}/restore", nil, change(scope.Data, e.disks.Restore)},
		{"GET", "/v1/orders/{id}/snapshots/{snapshot}", nil, look(scope.Read, e.disks.Snapshot)},
		{"DELETE", "/v1/orders/{id}/snapshots/{snapshot}", nil, change(scope.Data, e.disks.DeleteSnapshot)},
		{"GET", "/v1/orders/{id}/snapshots/{snapshot}/content", nil, look(scope.Data, e.disks.Content)},
		{"POST", "/v1/orders/{id}/snapshots/{snapshot}/tickets", nil, change(scope.Data, e.disks.Ticket)},
		{"POST", "/v1/orders/{id}/uploads", nil, change(scope.Data, e.disks.Upload)},
		{"PUT", "/v1/orders/{id}/uploads/{snapshot}", nil, change(scope.Data, e.disks.UploadPart)},
		{"POST", "/v1/orders/{id}/uploads/{snapshot}/fetch", nil, change(scope.Data, e.disks.FetchUpload)},
		{"GET", "/v1/orders/{id}/backup", nil, look(scope.Read, e.backups.Show)},
		{"PUT", "/v1/orders/{id}/backup", nil, change(scope.Data, e.backups.Set)},
		{"DELETE", "/v1/orders/{id}/backup", nil, change(scope.Data, e.backups.Drop)},
		{"POST", "/v1/orders/{id}/backup/run", nil, change(scope.Data, e.backups.Now)},
		{"POST", "/v1/orders/{id}/backup/restore", nil, change(scope.Data, e.backups.Restore)},
		{"POST", "/v1/orders/{id}/backups", nil, change(scope.Data, e.backups.Find)},
		{"GET", "/v1/snapshots/{ticket}", e.lobby.Knocks, e.disks.Linked},
		{"PUT", "/v1/orders/{id}/services/{service}/sleep", nil, change(scope.Operate, e.desk.Sleep)},
		{"POST", "/v1/orders/{id}/services/{service}/restart", nil, change(scope.Operate, e.desk.Again)},
		{"POST", "/v1/orders/{id}/stop", nil, change(scope.Operate, e.desk.Power(tenancy.Stop))},
		{"POST", "/v1/orders/{id}/start", nil, change(scope.Operate, e.desk.Power(tenancy.Start))},
		{"POST", "/v1/orders/{id}/restart", nil, change(scope.Operate, e.desk.Power(tenancy.Restart))},
		{"GET", specPath, nil, openapi},
	}
}

// handle makes a route's http.Handler: limits, errors, and who is told.
func (e *Edge) handle(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		began := time.Now()
		out, ok := w.(*answer.Recorder)
		if !ok {
			out = &answer.Recorder{ResponseWriter: w}
		}
		if way := trail.Read(req); e.cfg.Traces != nil && (way.Parent != "" || r.path != cardPath) { // each platform asks for the card again and again
			ctx, _, s := e.cfg.Traces.Server(req.Context(), r.method, r.path, way)
			req = req.WithContext(ctx)
			req.Header.Set(trail.RequestHeader, way.Request) // what is said of a failure has the same
			defer func() { s.Status(out.Code) }()
		}
		var err error
		if r.limited != nil {
			err = r.limited.Allow(req, began)
		}
		if err == nil {
			err = r.serve(out, req)
		}
		broken := err != nil && out.Code != 0
		if err != nil && !broken {
			e.fail(out, req, err)
		} else if broken && req.Context().Err() == nil {
			e.sieve.Say(slog.LevelWarn, "answer broke off", r.path, "path", r.path, "err", err)
		}
		if e.cfg.Seen != nil {
			e.cfg.Seen(r.method+" "+r.path, out.Code, time.Since(began))
		}
		if broken {
			// An answer that ended in the usual way would be taken for a whole one.
			panic(http.ErrAbortHandler)
		}
	})
}

//go:embed openapi.yaml
var spec []byte

func openapi(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/yaml")
	w.Header().Set("Cache-Control", "max-age=3600")
	w.Write(spec)
	return nil
}
