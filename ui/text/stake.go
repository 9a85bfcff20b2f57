package text

import (
	"strings"

	"berth/shared/amount"
)

// Words of the page of stakes.
var (
	NavStake = Text{"Stake", "质押"}

	StakeLead    = Text{"Stake %s: it earns, and it counts for the free probation that some nodes give. You can take it back at any time, but for what a probation holds.", "质押 %s 可获得收益，并计入部分节点提供免费试用的条件。除试用期锁定的部分外，随时可以取回。"}
	StakeLeadAny = Text{"Stake Berth's own token: it earns, and it counts for the free probation that some nodes give.", "质押 Berth 代币可获得收益，并计入部分节点提供免费试用的条件。"}
	StakeLoading = Text{"Reading the staking contract", "正在读取质押合约"}
	StakeOld     = Text{"The chain cannot be read now. What you see is from before.", "暂时无法读取链上数据，以下为之前的内容。"}

	StakeNoneTitle  = Text{"There is no staking here", "这里没有质押"}
	StakeNoneText   = Text{"The market on this chain has no staking contract. Renting works without.", "这条链上的市场没有质押合约，租用不受影响。"}
	StakeLogin      = Text{"Log in to see your stake", "登录后查看你的质押"}
	StakeLoginText  = Text{"Your wallet signs a message; that costs nothing.", "钱包会签署一条消息，不花钱。"}
	StakeEmptyTitle = Text{"You have no stake yet", "你还没有质押"}
	StakeEmptyText  = Text{"You have %s to stake.", "你有 %s 可质押。"}
	StakePoorText   = Text{"You have no %s. It is to be had from somebody who has it, by a plain transfer to your address.", "你没有 %s。可由持有者直接转账到你的地址。"}
	StakePoorDemo   = Text{"You have no %s. In this demo every account that the dev wallet offers was given some: choose one of those in the wallet, or have one of them send you some.", "你没有 %s。演示中开发钱包提供的每个账户都有一些：请在钱包里换用其中之一，或由它们转给你。"}

	StakeYours    = Text{"Your stake", "你的质押"}
	StakeOfAll    = Text{"%s of all that is staked", "占全部质押的 %s"}
	StakeSince    = Text{"Since", "始于"}
	StakeFree     = Text{"Can be taken back now", "现在可取回"}
	StakeHave     = Text{"In your wallet", "钱包余额"}
	StakeEarned   = Text{"Earned, not yet paid", "已赚取，未提取"}
	StakeEarnedBy = Text{"At the present pace about %s a day.", "按目前速度，每天约 %s。"}
	StakeNow      = Text{"Yield now", "当前收益率"}
	StakeAYear    = Text{"%s a year", "年化 %s"}

	StakeCountsTitle = Text{"For a probation", "用于试用期"}
	StakeCountsText  = Text{"Some nodes give free time at first to users with a stake that has been there for %s. It is locked meanwhile: it earns, cannot be taken back, and counts for no other.", "有些节点为质押满 %s的用户提供免费试用。试用期间质押被锁定：照常赚取收益，但不能取回，也不计入其他试用。"}
	StakeCounts      = Text{"Counts now", "已计入"}
	StakePending     = Text{"Too young to count", "时间未满，尚未计入"}
	StakeCountsFrom  = Text{"counts from %s", "%s起计入"}
	StakeCountsLater = Text{"counts %s after you last added to it", "在你最后一次追加的 %s后计入"}
	StakeHeld        = Text{"Locked", "已锁定"}
	StakeHeldFor     = Text{"%s for order %d, until its probation is over or it ends: %s at the latest", "订单 %[2]d 锁定 %[1]s，直到试用期满或订单结束，最迟 %[3]s"}
	StakeHeldElse    = Text{"%s for orders that are not known here", "其他订单锁定 %s"}

	StakeYieldTitle = Text{"What staking yields", "质押收益"}
	StakeYieldText  = Text{"Out of a fixed pool, and out of the fees that orders in %[1]s pay: for each fee of 1 %[1]s, %[2]s are minted beside it. Fees and mint of one day are shared out evenly over the next, to who is staked then. All of it is shared by stake and time.", "来自固定的奖励池，以及用 %[1]s 结算的订单所付的手续费：每 1 %[1]s 手续费另增发 %[2]s。每天的手续费和增发在次日均匀发放给届时的质押者，按质押量和时间分配。"}
	StakeTotal      = Text{"Staked by all", "全部质押"}
	StakeEmission   = Text{"From the pool, to all", "奖励池每日发放（全体）"}
	StakeADay       = Text{"%s a day; %s left", "每天 %s，剩余 %s"}
	StakePoolOver   = Text{"used up", "已发完"}
	StakeReleasing  = Text{"Fees and mint until %s", "%s前发放的手续费与增发"}
	StakeWaiting    = Text{"Fees and mint over the day after", "次日发放的手续费与增发"}
	StakeBrought    = Text{"Fees and mint that came in since %s", "自%s以来的手续费与增发"}
	StakeBroughtOf  = Text{"%s fees, %s minted", "手续费 %s，增发 %s"}
	StakeIdle       = Text{"Nobody is staked now: fees and mint wait until somebody is.", "目前无人质押：手续费和增发会等到有人质押后再发放。"}

	StakePace      = Text{"Yield over time", "收益率走势"}
	StakePaceWords = Text{"Yield a year: %s now, between %s and %s since %s", "年化收益率：现在 %s，自%[4]s以来在 %[2]s 与 %[3]s 之间"}
	StakePacePast  = Text{"What was shared out", "实际发放"}
	StakePaceAhead = Text{"What is known to come until tomorrow's end (UTC), should stakes stay as they are", "到明日结束（UTC）已知将发放的（假定质押量不变）"}
	StakePaceNone  = Text{"Nothing is known of the past here: the chain's RPC did not give it, or nothing has happened yet. This is not a record, but what %s would bring if the present pace went on; it will not, exactly.", "这里没有过往数据：RPC 未提供，或尚未发生。以下不是历史记录，而是按目前速度推算 %s 的收益；实际会有出入。"}
	StakePaceWould = Text{"What %s would bring at the present pace. That changes with what is staked and with the fees.", "按目前速度，%s 的收益。实际随质押总量和手续费变化。"}
	StakePaceTable = Text{"The figures as a table", "以表格显示数据"}
	StakePaceFrom  = Text{"From", "起"}
	StakePaceTo    = Text{"To", "止"}

	StakeDo        = Text{"Stake", "质押"}
	StakeMore      = Text{"Stake more", "追加质押"}
	StakeDoSum     = Text{"Stake %s", "质押 %s"}
	UnstakeDo      = Text{"Take back", "取回"}
	UnstakeDoSum   = Text{"Take back %s", "取回 %s"}
	ClaimDo        = Text{"Claim", "提取收益"}
	ClaimDoSum     = Text{"Claim %s", "提取 %s"}
	StakeHow       = Text{"How much?", "数量"}
	StakeAll       = Text{"All: %s", "全部：%s"}
	StakeBad       = Text{"Enter an amount in %s, for example 100.", "请输入 %s 数量，例如 100。"}
	StakeShort     = Text{"You have %s.", "你只有 %s。"}
	StakeFreeShort = Text{"%s can be taken back now.", "现在可取回 %s。"}

	StakeThenEarns   = Text{"It earns from its block on: about %s a year at the pace that there is then (%s).", "自入块起赚取收益：按届时的速度，每年约 %s（%s）。"}
	StakeThenNothing = Text{"It earns nothing at the present pace: the pool is used up and no fees have come in.", "按目前速度没有收益：奖励池已发完，也没有手续费。"}
	StakeThenCounts  = Text{"It counts for a probation from %s on, if you add nothing more until then.", "若此前不再追加，从%s起计入试用条件。"}
	StakeThenAnew    = Text{"So does what is too young to count now (%s): adding to it starts its time anew.", "目前时间未满的 %s 也从那时起计入：追加会让它重新计时。"}
	StakeThenBack    = Text{"You can take it back at any time, but for what a probation holds meanwhile.", "随时可以取回，试用期锁定的部分除外。"}
	UnstakeThen      = Text{"%s go back to your wallet; %s stay staked.", "%s 退回钱包，%s 继续质押。"}
	UnstakeThenAll   = Text{"All of it, %s, goes back to your wallet; your position ends.", "全部 %s 退回钱包，质押到此结束。"}
	UnstakeThenStops = Text{"What you take back stops earning and counting at once. Staked again, it counts after another %s.", "取回的部分立即停止赚取和计入；重新质押要再过 %s才计入。"}
	UnstakeThenYoung = Text{"What is too young to count is taken first: %s go on counting for a probation.", "优先取回时间未满的部分：计入试用条件的仍有 %s。"}
	UnstakeThenKept  = Text{"What you have earned (%s) stays yours and can be paid at any time.", "已赚取的 %s 仍归你，随时可提取。"}
	UnstakeThenHeld  = Text{"%s are locked for a probation and stay.", "%s 因试用期锁定，继续保留。"}
	ClaimThen        = Text{"About %s go to your wallet. Your stake stays as it is and goes on earning.", "约 %s 转入你的钱包，质押不变，继续赚取收益。"}
	StakeTwice       = Text{"Your wallet asks twice at most: to sign that this amount may be taken, and for the transaction.", "钱包最多询问两次：签名授权这笔金额，以及发送交易。"}
	StakeDone        = Text{"Staked. It earns from now on.", "已质押，从现在起赚取收益。"}
	UnstakeDone      = Text{"It is back in your wallet.", "已退回你的钱包。"}
	ClaimDone        = Text{"It is in your wallet.", "已到你的钱包。"}

	StakeSee = Text{"See your stake", "查看你的质押"}
)

// Yield is a yield in 10^-18 as a share, "5.25 %".
func (t T) Yield(y amount.Amount) string {
	return group(twoPlaces(y.Mul(100).Units(18))) + "\u00a0%"
}

// twoPlaces cuts a number to two digits after the point, one that is smaller to its first two that count, and a large one to
// none.
func twoPlaces(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	places := 2
	if len(whole) > 3 {
		places = 0
	}
	if whole == "0" {
		places += len(frac) - len(strings.TrimLeft(frac, "0"))
	}
	if frac = strings.TrimRight(frac[:min(places, len(frac))], "0"); frac == "" {
		return whole
	}
	return whole + "." + frac
}

// Spans of what a stake would bring.
var StakeDays = Plural{"in %d day", "in %d days", "%d 天"}
