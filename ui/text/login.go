package text

// Words of the login sheet.
var (
	LoginTitle          = Text{"Log in with your wallet", "用钱包登录"}
	LoginText           = Text{"Your wallet is your account. You sign a message; that costs nothing and moves no money.", "钱包就是你的账户。只需签署一条消息，不花钱，也不会转移资金。"}
	LoginSafe           = Text{"Berth never sees your keys. Each payment is asked for by your wallet, with its amount.", "Berth 看不到你的私钥。每次付款都会由钱包显示金额并征得你同意。"}
	NoWalletTitle       = Text{"No wallet found", "没有找到钱包"}
	NoWalletText        = Text{"Install a wallet extension for Ethereum, or open this page in your wallet app's browser. Then look again.", "请安装以太坊钱包扩展，或在钱包应用的浏览器中打开本页，然后重新查找。"}
	ContractsConfirm    = Text{"These are right: use them", "地址无误，使用它们"}
	ContractsConfirmed  = Text{"Confirmed for this browser. Try again now.", "已在本浏览器中确认，请再试一次。"}
	NoWalletPhone       = Text{"This browser has no wallet.", "此浏览器中没有钱包。"}
	WalletApps          = Text{"Open this page in your wallet's app", "在钱包应用中打开本页"}
	WalletAppsText      = Text{"You log in there. If the app is not installed, most of these lead to where you get it.", "在应用内登录。若未安装，大多会跳转到下载页面。"}
	OnPhone             = Text{"Go on on your phone", "在手机上继续"}
	OnPhoneText         = Text{"Scan this with your wallet's app, or with the camera: it opens this page there.", "用钱包应用或相机扫码，即可在手机上打开本页。"}
	Connecting          = Text{"Scan this with your wallet", "请用钱包扫码"}
	ConnectingText      = Text{"Most wallets for phones scan it at WalletConnect. It is good for five minutes.", "多数手机钱包可在 WalletConnect 中扫码，五分钟内有效。"}
	ConnectHere         = Text{"Open a wallet on this device", "打开本设备上的钱包"}
	ByWalletConnect     = Text{"A wallet on another device, through the relay of WalletConnect. It learns that you use this site.", "经 WalletConnect 中继连接其他设备上的钱包；该中继会知道你在使用本站。"}
	LogInAgain          = Text{"Choose the wallet", "选择钱包"}
	LookAgain           = Text{"Look again", "重新查找"}
	ConfirmInWallet     = Text{"Go on in your wallet", "请在钱包中继续"}
	ConfirmInWalletText = Text{"It asks to show your account, and then to sign a message. If you see nothing, open it by its icon.", "它会先请求出示账户，再请求签署消息。若没有弹出窗口，请点击钱包图标。"}
)
