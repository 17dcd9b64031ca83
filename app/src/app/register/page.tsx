import type { Metadata } from "next";
import { AccountPage } from "@/ui/account-page";

export const metadata: Metadata = { title: "Create an account" };

export default function Register() {
    return <AccountPage mode="register" />;
}
