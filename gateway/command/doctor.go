package command

import (
	"encoding/json"
	"fmt"
	"io"

	"berth/gateway"
	"berth/gateway/command/show"
	"berth/gateway/doctor"
)

// unchecked are settings that need not be right: the doctor says what is wrong with them.
type unchecked gateway.Config

// doctorCommand looks at all that a node needs.
type doctorCommand struct {
	Settings unchecked `embed:""`
	JSON     bool      `name:"json" help:"Say it as JSON."`
}

// Help implements kong.HelpProvider.
func (doctorCommand) Help() string {
	return "It changes nothing that stays. Exit code 0: all is well, or cannot be known from here; 1: there are warnings, and the node runs; 2: something keeps it from earning."
}

// Exit codes of the doctor's.
const (
	exitWarnings = 1
	exitFailures = 2
)

// Run looks, and tells.
func (d *doctorCommand) Run(p *program) error {
	r := doctor.Look(p.ctx, doctor.Config{Gateway: gateway.Config(d.Settings), Platform: gateway.Config(d.Settings).PlatformURL(), Image: d.Settings.ProbeImage})
	if d.JSON {
		if err := p.json(r); err != nil {
			return err
		}
	} else {
		findings(p.Out, p.Width, r)
	}
	switch r.State {
	case doctor.Warning:
		return exitCode(exitWarnings)
	case doctor.Failure:
		return exitCode(exitFailures)
	}
	return nil
}

// json writes a value for a program.
func (p *program) json(v any) error {
	out := json.NewEncoder(p.Out)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// marks of states are words, so that they can be searched for, and understood without colours.
var marks = map[doctor.State]string{
	doctor.OK: "ok", doctor.Skipped: "skipped", doctor.Unknown: "unknown", doctor.Warning: "WARNING", doctor.Failure: "FAILURE",
}

// findings writes what was found: what is well on a line, what is not with its remedy.
func findings(w io.Writer, width int, r doctor.Report) {
	counts := map[doctor.State]int{}
	for _, f := range r.Findings {
		counts[f.State]++
		fmt.Fprintf(w, "%-7s  %s\n", marks[f.State], f.Check)
		show.Text(w, width, 9, f.Text)
		if f.Remedy != "" {
			show.Text(w, width, 9, "Remedy: "+f.Remedy)
		}
	}
	fmt.Fprintf(w, "\n%d failures, %d warnings, %d unknown, %d ok\n", counts[doctor.Failure], counts[doctor.Warning], counts[doctor.Unknown], counts[doctor.OK])
}
