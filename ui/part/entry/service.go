package entry

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/state"
)

// Service is one of the catalogue with all that is known of it, loaded when it is needed. It is for the UI goroutine only.
type Service struct {
	state.Of[wire.Template]
	ID string // "": none

	run life.Run // that it is loaded in
}

// Need has a service loaded, unless it is there or on its way; then is called once it has come, or could not.
func (s *Service) Need(run life.Run, id string, then func()) {
	switch {
	case id == "":
		*s = Service{}
		return
	case !run.On() || id == s.ID && s.Status != state.Idle && (s.Status != state.Loading || s.run.On()):
		return
	}
	*s = Service{ID: id, Of: state.Of[wire.Template]{Status: state.Loading}, run: run}
	run.Go(func() {
		tpl, err := api.Template(run, id)
		run.Do(func(app.Context) {
			if s.ID == id {
				s.Of = state.Came(tpl, err)
				then()
			}
		})
	})
}

// Again lets one that could not be loaded be asked for again.
func (s *Service) Again() {
	if s.Status == state.Failed {
		s.Status = state.Idle
	}
}
