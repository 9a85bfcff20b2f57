package text

// Words of the forms for a node's entry in the registry.
var (
	EntryTitle   = Text{"Your node's entry", "节点登记信息"}
	EntryNewText = Text{"What the registry contract will say of your node. Only your wallet can write it; it costs gas and nothing else: no deposit, no stake.", "注册合约对节点的记录，只有你的钱包能写。除燃料费外不收任何费用，无需押金或质押。"}
	EntryOldText = Text{"What the registry contract says of your node. Change what you like and review it before your wallet is asked.", "注册合约对节点的记录。修改后先核对，再由钱包签名。"}

	EntryEndpoint     = Text{"Endpoint", "接入地址"}
	EntryEndpointHelp = Text{"Host, or host:port, of your gateway, as users reach it: node1.example.org", "用户访问网关的主机名或“主机名:端口”，例如 node1.example.org"}
	EntryOperator     = Text{"Operator key", "操作密钥"}
	EntryOperatorHelp = Text{"The address of your gateway's key, which signs quotes and sends for the node. It cannot touch what you earn.", "网关密钥的地址，用来签报价、代节点发交易。它动不了你的收入。"}
	EntryOffer        = Text{"What it offers, in all", "提供的资源总量"}
	EntryOfferHelp    = Text{"Orders reserve from this on chain. Promise no more than your machines have.", "订单在链上从中预留。承诺量不要超过机器实有。"}
	EntrySizeHelp     = Text{"For example 64 GiB or 2 TiB", "例如 64 GiB 或 2 TiB"}
	EntryTrafficHelp  = Text{"In and out, of all orders together", "所有订单的进出流量合计"}
	EntryStake        = Text{"Least stake for a probation", "试用所需最低质押"}
	EntryStakeHelp    = Text{"What a user must have staked to get free first time from you. How long that is, and the notice you owe, are set at your gateway: each quote says them.", "用户质押达到此数才能获得免费试用。试用时长和退出通知在网关中设置，每份报价都会写明。"}

	AboutTitle    = Text{"Description", "说明"}
	AboutText     = Text{"Kept in the registry, for who reads it without asking your gateway; each character costs gas. Name and region on pages are what your gateway says.", "写在注册合约里，供不经过网关的读者查看；每个字符都要燃料费。页面上的名称和地区以网关为准。"}
	AboutName     = Text{"Name", "名称"}
	AboutRegion   = Text{"Region", "地区"}
	AboutWords    = Text{"In a few words", "简介"}
	AboutIcon     = Text{"Icon (URI)", "图标（URI）"}
	AboutElse     = Text{"Metadata (URI)", "元数据（URI）"}
	AboutElseHelp = Text{"A file that you keep elsewhere: https://, ipfs:// or ar://. Empty: describe it here.", "存放在别处的文件：https://、ipfs:// 或 ar://。留空则在此填写说明。"}

	EntryMeasured = Text{"Your gateway says: %s", "网关给出：%s"}
	EntryUse      = Text{"Take over what it says", "采用网关的数值"}
	EntryReset    = Text{"Undo all", "全部还原"}
	EntrySame     = Text{"Nothing is changed.", "没有改动。"}
	EntryReview   = Text{"Review", "核对"}
	EntryMend     = Text{"Some fields need mending.", "有字段需要修改。"}

	EntryIsEmpty    = Text{"Fill this in.", "请填写。"}
	EntryIsForm     = Text{"This is not one. See the example.", "格式不对，请参照示例。"}
	EntryIsNear     = Text{"That is an address of a private network; users could not reach it.", "这是内网地址，用户无法访问。"}
	EntryIsLong     = Text{"Too long for the contract.", "超出合约允许的长度。"}
	EntryIsMuch     = Text{"More than the contract can hold.", "超出合约允许的数值。"}
	EntryIsLow      = Text{"Less than the smallest order needs.", "低于最小订单所需。"}
	EntryIsReserved = Text{"Running orders hold more: %s at least.", "运行中的订单已占用，至少 %s。"}
	EntryIsModel    = Text{"GPUs need a model: at most 12 of a-z, 0-9 and -.", "有 GPU 就要填型号：最多 12 个字符，限 a-z、0-9 和 -。"}
	EntryIsItself   = Text{"That is the node's own wallet. Use a key of its own for the gateway.", "这是节点钱包本身。请为网关使用单独的密钥。"}
	EntryIsAddress  = Text{"An address is 0x and 40 hex digits.", "地址是 0x 加 40 位十六进制数字。"}
	EntryIsStake    = Text{"Enter an amount in %s, or 0.", "请输入 %s 数量，或 0。"}
	EntryIsModelSet = Text{"Running orders hold this model.", "运行中的订单占用此型号。"}

	DeedsTitle   = Text{"More for your wallet to do", "钱包的其他操作"}
	DeedRegister = Text{"Register the node", "注册节点"}
	DeedUpdate   = Text{"Change the entry", "修改登记信息"}
	DeedPause    = Text{"Pause", "暂停接单"}
	DeedOpen     = Text{"Take orders again", "恢复接单"}
	DeedOperator = Text{"Change the operator key", "更换操作密钥"}
	DeedVoid     = Text{"Void all quotes", "作废所有报价"}
	DeedLeave    = Text{"Leave the registry", "退出注册"}

	PauseText = Text{"No new orders; those that run go on.", "不再接新订单；运行中的订单不受影响。"}
	OpenText  = Text{"Users can order again at once.", "用户可以立即下单。"}
	KeyText   = Text{"All quotes so far are void. Your gateway needs the new key before this, or it cannot act for its orders.", "此前的报价全部作废。请先让网关换上新密钥，否则它无法为订单操作。"}
	NoKeyText = Text{"Empty: no key. Then only your wallet can act for the node.", "留空表示没有密钥：此后只有你的钱包能代节点操作。"}
	VoidText  = Text{"Quotes that are out cannot be paid any more. For a stolen operator key: change the key as well.", "已发出的报价不能再付款。若密钥被盗，还要更换密钥。"}
	LeaveText = Text{"The entry is emptied and the node is gone from lists. What it earned stays yours. You can register again.", "登记信息清空，节点从列表消失。已得收入仍归你，以后可重新注册。"}
	LeaveLive = Plural{"Not while %d order holds a part of it.", "Not while %d orders hold a part of it.", "还有 %d 个订单占用，暂不能退出。"}

	RegisterThen = Text{"The node is listed as soon as its gateway answers.", "网关有响应后，节点即会列出。"}
	UpdateThen   = Text{"Your gateway and the platform follow by themselves within a minute or so.", "网关和平台会在约一分钟内自动跟上。"}
	EndpointThen = Text{"What users signed for the old endpoint is not good at the new one: they sign in again.", "用户为旧地址签的授权在新地址无效，需要重新授权。"}

	ChangeIs     = Text{"What changes", "改动"}
	ChangeNone   = Text{"nothing", "无"}
	ChangeEpoch  = Text{"Quotes good from epoch", "报价有效纪元"}
	ChangeOrders = Text{"New orders", "新订单"}
	ChangeYes    = Text{"taken", "接受"}
	ChangeNo     = Text{"not taken", "不接受"}
	ChangeAbout  = Text{"Metadata", "元数据"}

	FeeIs       = Text{"Gas, about", "燃料费约"}
	FeeUnknown  = Text{"not known now", "暂时未知"}
	CallContact = Text{"Registry contract", "注册合约"}
	SignIn      = Text{"Sign in the wallet", "用钱包签名"}
	SignOnce    = Text{"Your wallet asks once. Afterwards it is public on the chain.", "钱包询问一次。之后内容在链上公开。"}
	CheckRuns   = Text{"Asking the gateway whether it agrees", "正在向网关核对"}
	CheckGood   = Text{"The gateway answers and agrees: node, operator key, chain and market.", "网关有响应且一致：节点、操作密钥、链和市场合约。"}
	CheckBad    = Text{"The gateway does not agree", "网关不一致"}
	CheckAnyway = Text{"I know; sign all the same", "我知道，仍要签名"}

	TxSent      = Text{"Signed and sent", "已签名并发送"}
	TxBlock     = Text{"In a block", "已进入区块"}
	TxBlockIs   = Text{"block %d", "区块 %d"}
	TxFinal     = Text{"Final", "最终确定"}
	TxFinalWait = Text{"The chain may take a while for this; you need not wait.", "链上最终确认需要一些时间，不必等待。"}
	TxGone      = Text{"The chain took the block back. Look at your node's entry: if nothing has changed, do it again.", "该区块已被链撤回。请查看登记信息；若没有变化，请重做一次。"}
)
