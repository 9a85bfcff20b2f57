package course

import "berth/ui/text"

// Stage is how far authorising and deploying is.
type Stage uint8

// The stages.
const (
	Idle   Stage = iota
	Access       // the wallet is asked to sign the access
	Sign         // the wallet is asked to sign the deployment
	Send         // the gateway has it
)

// Words are what is happening at a stage.
var Words = map[Stage]text.Text{Access: text.StepSignAccess, Sign: text.StepSignDeploy, Send: text.StepSending}
