export const topicArn = "arn:aws:sns:us-east-1:123456789012:spotter-app-alarms";
